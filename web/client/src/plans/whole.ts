/** A whole version of a plan as its owners read it, and the names of what it speaks of. */
import { list, read, t } from '../core/i18n'
import { lengthText } from '../core/time'
import type { PlanDocument, PlanService } from '../core/library'
import type { BookProcedure, BookStep } from '../live/frame'
import { conditionWords } from '../scenario/triggers'
import type { DocumentText } from '../core/i18n'

export interface WholeStep extends BookStep {
  when: unknown
  until: unknown
  not_before: unknown
  not_while: unknown
  within_max_ms: number | null
  escalate: { by: string[]; within_ms: number; does: string | null } | null
  distinct_from: string | null
  overrides: string[]
  notes: DocumentText
}
export interface WholeProcedure extends Omit<BookProcedure, 'steps'> {
  steps: WholeStep[]
}
type Recovery = PlanDocument['recoveries'][number] & {
  starts_on: { action: string; option: string | null }
  loses_ms: number
  makes_up: string[]
  success: number
}
export interface WholePlan extends Omit<PlanDocument, 'procedures' | 'recoveries' | 'actions'> {
  actions: (PlanDocument['actions'][number] & { by: string[] })[]
  procedures: WholeProcedure[]
  recoveries: Recovery[]
  resources: Record<string, number>
}

export type Kind = 'role' | 'service' | 'recovery' | 'form' | 'action' | 'procedure' | 'step' | 'option'
/** Returns what the item of a kind is called; without a kind, whatever has that id: roles and steps first. */
export type Naming = (id: string, kind?: Kind) => string

const FIRST: Kind[] = ['role', 'step', 'service', 'procedure', 'action', 'form', 'recovery']

export function namesOf(plan: WholePlan): Naming {
  const titles = (all: { id: string; title: DocumentText }[]): Map<string, string> =>
    new Map(all.map((one) => [one.id, read(one.title)]))
  const options = plan.actions.flatMap((action) =>
    action.options.map((one) => ({ ...one, id: `${action.id}.${one.id}` })),
  )
  const known: Record<Kind, Map<string, string>> = {
    role: titles(plan.roles).set('all', t('everybody')),
    service: titles(plan.services),
    recovery: titles(plan.recoveries),
    form: titles(plan.forms),
    action: titles(plan.actions),
    procedure: titles(plan.procedures),
    step: titles(plan.procedures.flatMap((one) => one.steps)),
    option: titles(options),
  }
  return (id, kind) => (kind ? [kind] : FIRST).map((one) => known[one].get(id)).find(Boolean) || id
}

export const dependencies = (service: PlanService['depends_on'], name: Naming): string =>
  list(
    service.map((one) =>
      typeof one === 'string'
        ? name(one, 'service')
        : one.any_of.map((each) => name(each, 'service')).join(' / '),
    ),
  )

const KINDS: Record<string, Kind> = {
  step: 'step',
  action: 'action',
  service: 'service',
  recovery: 'recovery',
  person: 'role',
  option: 'option',
}

export const people = (ids: string[], name: Naming): string => list(ids.map((one) => name(one, 'role')))
const stepNames = (ids: string[], name: Naming): string => list(ids.map((one) => name(one, 'step')))

/** Returns when a step is called for, in words. */
export const callWords = (when: unknown, name: Naming): string =>
  when ? conditionWords(when, (id, thing) => name(id, KINDS[thing ?? ''])) : ''

/** Returns the lines of a step's limits: within, ceiling, interval, quorum. */
export function limitLines(step: WholeStep): string[] {
  return [
    step.within_ms === null ? '' : t('step.within', { time: lengthText(step.within_ms) }),
    step.within_max_ms === null ? '' : t('plan.ceiling', { time: lengthText(step.within_max_ms) }),
    step.every_ms === null ? '' : t('step.every', { time: lengthText(step.every_ms) }),
    step.quorum ? t('step.quorum', { count: step.quorum }) : '',
    step.hard ? t('step_key.hard') : '',
  ].filter(Boolean)
}

/** Returns what else a step asks for, each with its name. */
export function moreLines(step: WholeStep, name: Naming): [string, string][] {
  const asked: [string, string][] = [
    ['after', stepNames(step.after, name)],
    ['until', callWords(step.until, name)],
    ['not_before', callWords(step.not_before, name)],
    ['not_while', callWords(step.not_while, name)],
    ['distinct_from', step.distinct_from ? name(step.distinct_from, 'step') : ''],
    ['overrides', stepNames(step.overrides, name)],
    ['escalate', step.escalate ? escalation(step.escalate, name) : ''],
  ]
  return asked.filter(([, said]) => said)
}

const escalation = (one: NonNullable<WholeStep['escalate']>, name: Naming): string =>
  t('plan.escalation', { who: people(one.by, name), time: lengthText(one.within_ms) })

const PHASES = ['detect', 'respond', 'restore', 'summarise']

export interface PhaseGroup {
  phase: string
  steps: number
  procedures: WholeProcedure[]
}

/** Groups the procedures by phase, leaving only steps in which *words* occur. */
export function grouped(plan: WholePlan, words: string, name: Naming): PhaseGroup[] {
  const wanted = words.trim().toLowerCase()
  const fits = (step: WholeStep): boolean =>
    !wanted ||
    [step.id, read(step.title), name(step.does, 'action'), people(step.by, name), ...step.clause].some(
      (one) => one.toLowerCase().includes(wanted),
    )
  const procedures = plan.procedures
    .map((one) => ({ ...one, steps: one.steps.filter(fits) }))
    .filter((one) => one.steps.length || !wanted)
  return PHASES.map((phase) => ({
    phase,
    procedures: procedures.filter((one) => one.phase === phase),
    steps: procedures.filter((one) => one.phase === phase).reduce((sum, one) => sum + one.steps.length, 0),
  })).filter((group) => group.procedures.length)
}

/** Returns the first of *groups* with about *most* steps: whole procedures, never none. */
export function begun(groups: PhaseGroup[], most: number): PhaseGroup[] {
  let left = most
  const room = (one: WholeProcedure): boolean => {
    const fits = left > 0
    left -= one.steps.length
    return fits
  }
  return groups
    .map((group) => ({ ...group, procedures: group.procedures.filter(room) }))
    .filter((group) => group.procedures.length)
}

/** Returns how long a recovery takes, in words. */
export function takesWords(takes: unknown): string {
  const told = takes as { ms?: number; min?: number; mode?: number; max?: number; median?: number }
  if (told.ms !== undefined) return lengthText(told.ms)
  if (told.median !== undefined) return t('plan.takes_about', { time: lengthText(told.median) })
  return t('plan.takes_between', {
    min: lengthText(told.min ?? 0),
    mode: lengthText(told.mode ?? 0),
    max: lengthText(told.max ?? 0),
  })
}
