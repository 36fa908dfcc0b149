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

export type Naming = (id: string) => string

/** Returns what anything in *plan* is called by its id; everybody is everybody. */
export function namesOf(plan: WholePlan): Naming {
  const named = [
    ...plan.roles,
    ...plan.services,
    ...plan.recoveries,
    ...plan.forms,
    ...plan.actions,
    ...plan.procedures,
    ...plan.procedures.flatMap((one) => one.steps),
  ]
  const names = new Map(named.map((one) => [one.id, read(one.title)]))
  for (const action of plan.actions)
    for (const option of action.options) names.set(`${action.id}.${option.id}`, read(option.title))
  return (id) => (id === 'all' ? t('everybody') : names.get(id) || id)
}

export const dependencies = (service: PlanService['depends_on'], name: Naming): string =>
  list(service.map((one) => (typeof one === 'string' ? name(one) : one.any_of.map(name).join(' / '))))

/** Returns when a step is called for, in words. */
export const callWords = (when: unknown, name: Naming): string =>
  when ? conditionWords(when, (id) => name(id)) : ''

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
    ['after', list(step.after.map(name))],
    ['until', callWords(step.until, name)],
    ['not_before', callWords(step.not_before, name)],
    ['not_while', callWords(step.not_while, name)],
    ['distinct_from', step.distinct_from ? name(step.distinct_from) : ''],
    ['overrides', list(step.overrides.map(name))],
    ['escalate', step.escalate ? escalation(step.escalate, name) : ''],
  ]
  return asked.filter(([, said]) => said)
}

const escalation = (one: NonNullable<WholeStep['escalate']>, name: Naming): string =>
  t('plan.escalation', { who: list(one.by.map(name)), time: lengthText(one.within_ms) })

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
    [step.id, read(step.title), name(step.does), ...step.by.map(name), ...step.clause].some((one) =>
      one.toLowerCase().includes(wanted),
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
