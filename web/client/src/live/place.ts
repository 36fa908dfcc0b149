/** Hands the live table down to the parts of a workspace, and looks up titles so that no raw id is shown. */
import { computed, inject, provide, type InjectionKey } from 'vue'
import { list, read, tOr } from '../core/i18n'
import type { Frame } from './protocol'
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

/** Returns look-ups of titles by id over the frame of the table. */
export function useTitles() {
  const { frame, view } = useLiveTable()
  const titles = computed(() => titlesOf(frame.value))
  const name = (id: string | null | undefined): string => (id ? (titles.value.get(id) ?? id) : '')
  /** `ops-duty/li` as “Operations duty · 李”. */
  function who(by: string | null | undefined): string {
    if (!by) return ''
    const [role, person] = by.split('/')
    const named = person && view.value?.seats?.[role]?.people.find((one) => one.person === person)?.name
    const title = titles.value.get(role) ?? tOr(`kind_of.${role}`, role)
    return person ? `${title} · ${named || person}` : title
  }
  const to = (ids: string[] | undefined): string => list((ids ?? []).map((id) => (id === 'all' ? tOr('everybody', id) : name(id))))
  return { name, who, to }
}

function titlesOf(frame: Frame | null): Map<string, string> {
  const titles = new Map<string, string>()
  if (!frame) return titles
  const lists = [frame.roles, frame.actors, frame.services, frame.steps, frame.actions, frame.recoveries, frame.objectives, frame.procedures]
  for (const list of lists) for (const one of list ?? []) titles.set(one.id, read(one.title) || one.id)
  for (const procedure of frame.procedures ?? []) for (const step of procedure.steps ?? []) titles.set(step.id, read(step.title))
  return titles
}
