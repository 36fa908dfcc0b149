/** Hands the live table down to the parts of a workspace, and looks up titles so that no raw id is shown. */
import { computed, inject, provide, type InjectionKey } from 'vue'
import { list, read, t, tOr } from '../core/i18n'
import type { Action, Frame, Named } from './protocol'
import type { Table } from './table'

const KEY: InjectionKey<Table> = Symbol('table')

export function provideTable(table: Table): void {
  provide(KEY, table)
}

export function useLiveTable(): Table {
  const table = inject(KEY)
  if (!table) throw new Error('a workspace must provide its table')
  return table
}

/** What an id may be the id of: a service and a role may share one. */
export type Thing =
  'step' | 'action' | 'procedure' | 'objective' | 'recovery' | 'service' | 'person' | 'option'
const THINGS: Thing[] = ['step', 'action', 'procedure', 'objective', 'recovery', 'service', 'person']

/** Returns look-ups of titles by id over the frame of the table. */
export function useTitles() {
  const { frame, view } = useLiveTable()
  const titles = computed(() => titlesOf(frame.value))

  /** The title of the thing with this id; without *thing* the first kind that knows the id tells it. */
  function name(id: string | null | undefined, thing?: Thing): string {
    if (!id) return ''
    for (const kind of thing ? [thing] : THINGS) {
      const title = titles.value[kind].get(id)
      if (title) return title
    }
    return id
  }

  /** Whom an obligation is about: a step of the plan, or a service. */
  const subject = (id: string): string => (titles.value.step.has(id) ? name(id, 'step') : name(id, 'service'))

  /** `role/person` as the role's title and the person's name. */
  function who(by: string | null | undefined): string {
    if (!by) return ''
    const [role, ...rest] = by.split('/')
    const person = rest.join('/')
    const named = person && view.value?.seats?.[role]?.people.find((one) => one.person === person)?.name
    if (person?.startsWith('bot-')) return `${name(role, 'person')} · ${t('simulated')}`
    const title = titles.value.person.get(role) ?? tOr(`kind_of.${role}`, role)
    return person ? `${title} · ${named || person}` : title
  }

  const to = (ids: string[] | undefined): string =>
    list((ids ?? []).map((id) => (id === 'all' ? t('everybody') : name(id, 'person'))))
  return { name, subject, who, to }
}

function titlesOf(frame: Frame | null): Record<Thing, Map<string, string>> {
  const procedures = frame?.procedures ?? []
  return {
    step: titled([...procedures.flatMap((procedure) => procedure.steps ?? []), ...(frame?.steps ?? [])]),
    action: titled(frame?.actions),
    procedure: titled(procedures),
    objective: titled(frame?.objectives),
    recovery: titled(frame?.recoveries),
    service: titled(frame?.services),
    person: titled([...(frame?.roles ?? []), ...(frame?.actors ?? [])]),
    option: titled(optionsOf(frame?.actions)),
  }
}

function titled(things: Named[] | undefined): Map<string, string> {
  return new Map((things ?? []).map((one) => [one.id, read(one.title) || one.id]))
}

/** The options of all actions, each known by its action's id and its own. */
export function optionsOf(actions: Action[] | undefined): Named[] {
  return (actions ?? []).flatMap((action) =>
    (action.options ?? []).map((option) => ({ id: `${action.id}.${option.id}`, title: option.title })),
  )
}
