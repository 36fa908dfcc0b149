/** The shapes of rehearsals and their results (docs/protocol.md), and the words that their screens share. */
import type { Rating } from '../core/evaluation'
import { list, number, percent, read, t, type DocumentText } from '../core/i18n'
import { lengthText } from '../core/time'
import { tone, type Tone } from '../ui/Chips'

export interface Chance {
  times: number
  of: number
  chance: number | null
  low: number
  high: number
}
export interface Mean {
  mean: number | null
  low: number | null
  high: number | null
}
export interface Quantiles {
  p5: number
  p25: number
  p50: number
  p75: number
  p95: number
  most: number
}
export interface Bins {
  width_ms: number
  counts: number[]
}
export type Verdicts = Record<string, Chance>
export interface Duty {
  id: string
  step: string
  kind: string
  limit_ms: number | null
  instances: number
  called: Chance
  verdicts: Verdicts
  delay_ms: Quantiles | null
}
export interface ServiceOdds {
  id: string
  rto_ms: number | null
  rpo_ms: number | null
  outage: Chance
  longest_ms: Quantiles | null
  longest_bins: Bins | null
  lost_ms: Quantiles | null
  lost_bins: Bins | null
  rto_met: Chance
  rpo_met: Chance
}
export type PathPart = 'detect' | 'decide' | 'start' | 'wait' | 'recover' | 'other'
export interface WayBack {
  service: string
  rto_ms: number | null
  runs: number
  mean_ms: number
  recoveries: { recovery: string | null; times: number }[]
  longest: PathPart
  parts: { part: PathPart; mean_ms: number; median_ms: number; share: number; longest_times: number }[]
}
export interface PersonLoad {
  role: string
  tasks: number
  utilisation: number
  utilisation_p95: number
  most_waiting_p50: number
  most_waiting: number
  longest_wait_ms: { p50: number; p95: number; most: number } | null
}
export interface Influence {
  what: string
  rho: number
  runs: number
}
export interface BestLimit {
  kind: string
  id: string
  service: string | null
  limit_ms: number
  pace: 'ideal' | 'rehearsed'
  chance: Chance
  median_ms: number | null
  started_ms: number | null
  believed: { chance: Chance; median_ms: number | null }
}
export interface Infeasible {
  kind: string
  step: string
  service: string | null
  severity: string
  degree: 'never' | 'seldom' | 'unsure'
  origin: 'belief' | 'plan'
  numbers: Record<string, number | null>
}
export interface Figures {
  runs: number
  plan: { id: string; version: number; digest: string }
  behaviour: { id: string; digest: string | null }
  score: Mean & { quantiles: Quantiles | null; bins: { width: number; counts: number[] } }
  ratings: (Chance & { rating: Rating })[]
  obligations: Duty[]
  services: ServiceOdds[]
  injects: {
    id: string
    class: string
    by_hand: boolean
    is_branch: boolean
    played: Chance
    spent: Chance
  }[]
  never_played: string[]
  never_called: string[]
  decisions: { action: string; options: (Chance & { option: string })[] }[]
  people: PersonLoad[]
  resources: { id: string; amount: number; believed: number; utilisation: number; needed_by: string[] }[]
  recoveries: { id: string; asked: number; started: Chance; succeeded: Chance; took_ms: Quantiles | null }[]
  critical_path: WayBack[]
  influences: { runs: number; score: Influence[]; services: Record<string, Influence[]> }
}
export interface Difference {
  pairs: number
  score: Mean & { better: number; worse: number; same: number }
  services: { id: string; longest_ms: Mean; down_ms: Mean; lost_ms: Mean }[]
  obligations: { id: string; pairs: number; met: Mean }[]
  other: Figures
}
export interface Result extends Figures {
  seed: number
  best: { runs: { ideal: number; rehearsed: number }; limits: BestLimit[]; findings: Infeasible[] }
  compared?: Difference
}

export interface Tuning {
  like?: string | null
  pace?: number | null
  skip?: number | null
  best_option?: number | null
  omit?: number | null
  misstate?: number | null
}
export interface People {
  behaviour: string
  everybody: Tuning
  roles: Record<string, Tuning>
}
export interface Behaviour {
  id: string
  title: DocumentText
  notes: DocumentText
  plan: string | null
  measured_from: string[]
  usual: { skip: number; best_option: number; omit: number; misstate: number }
}
export interface Row {
  id: string
  scenario: string
  plan: { id: string; version: number; digest: string }
  people: People
  compared: { plan_version: number; people: People; draft?: string } | null
  runs: number
  seed: number
  state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'
  problem: string | null
  made_wall: number
  made_by: string | null
  ahead: number
  progress: { done: number; total: number; left_ms: number | null } | null
  headline: {
    score: Mean
    rating: Rating | null
    infeasible: number
    rto_missed: number
    never_played: number
    never_called: number
    difference: Mean | null
  } | null
}
export interface Names {
  steps: Record<string, DocumentText>
  services: Record<string, DocumentText>
  recoveries: Record<string, DocumentText>
  roles: Record<string, DocumentText>
  actions: Record<string, DocumentText>
  injects: Record<string, DocumentText>
  options: Record<string, DocumentText>
}
export interface Rehearsal extends Row {
  titles: { scenario: DocumentText; plan: DocumentText }
  is_newest: boolean
  scenario_changed: boolean
  scenario_digest: string
  names: Names
  procedures: { id: string; title: DocumentText; steps: string[] }[]
  result: Result | null
}
export interface Rehearsals {
  rehearsals: Row[]
  behaviours: Behaviour[]
}

export const VERDICTS = [
  'met',
  'partial',
  'compensated',
  'late',
  'very_late',
  'missed',
  'violated',
  'pending',
  'waived',
]
const UNCOUNTED = ['pending', 'waived']

/** Returns the title of anything that the result speaks of, by its id. */
export function nameOf(names: Names, id: string): string {
  for (const things of Object.values(names) as Record<string, DocumentText>[])
    if (id in things) return read(things[id]) || id
  return id
}

/** Returns how often a duty was met, of the times that it counted. */
export function metOf(duty: Duty): Chance {
  const counted = Object.entries(duty.verdicts).filter(([verdict]) => !UNCOUNTED.includes(verdict))
  const of = counted.reduce((sum, [, found]) => sum + found.times, 0)
  const met = duty.verdicts.met
  if (met && met.of === of) return met
  return wilson(met?.times ?? 0, of)
}

/** Returns a share with its 95 % interval by Wilson (1927). */
export function wilson(times: number, of: number): Chance {
  if (!of) return { times, of, chance: null, low: 0, high: 1 }
  const z = 1.959964
  const share = times / of
  const middle = (share + (z * z) / (2 * of)) / (1 + (z * z) / of)
  const half = (z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))) / (1 + (z * z) / of)
  return { times, of, chance: share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}

/** Returns `72 % (61–81)`. */
export function chanceWords(one: Chance): string {
  if (one.chance === null) return '–'
  return t('rehearsal.chance', {
    chance: percent(one.chance),
    low: number(100 * one.low),
    high: number(100 * one.high),
  })
}

/** Returns a score with its interval. */
export function meanWords(one: Mean, signed = false): string {
  if (one.mean === null) return '–'
  const said = (value: number): string => (signed && value > 0 ? '+' : '') + number(100 * value, 1)
  if (one.low === null || one.high === null) return said(one.mean)
  return t('rehearsal.mean', { mean: said(one.mean), low: said(one.low), high: said(one.high) })
}

/** Returns a length to the second, `–` where there is none. */
export const lengthWords = (ms: number | null | undefined): string => (ms == null ? '–' : lengthText(ms))

/** Returns the verdicts of a duty as a sentence for who cannot see the bar. */
export function verdictWords(verdicts: Verdicts): string {
  const said = VERDICTS.filter((one) => verdicts[one]?.times).map(
    (one) => `${t(`verdict.${one}`)} ${percent(verdicts[one].chance)}`,
  )
  return list(said)
}

export const toneOf = (verdict: string): Tone => tone(verdict)

/** Returns what moves a result, in words. */
export function influenceWords(names: Names, what: string): string {
  const [kind, id, option] = what.split(':')
  if (kind === 'option')
    return t('rehearse.influence.option', {
      name: t('said_of', { name: nameOf(names, id), what: read(names.options[`${id}:${option}`]) || option }),
    })
  const name = nameOf(names, id)
  return kind === 'step' ? t('rehearse.influence.step', { name }) : t('rehearse.influence.recovery', { name })
}

/** Returns how far the plan fails at a limit. */
function degreeWords(degree: Infeasible['degree']): string {
  if (degree === 'never') return t('rehearse.degree.never')
  return degree === 'seldom' ? t('rehearse.degree.seldom') : t('rehearse.degree.unsure')
}

/** Returns a limit that cannot be kept as a sentence with its numbers. */
export function infeasibleWords(names: Names, found: Infeasible): string {
  const numbers: Record<string, string | number> = {}
  for (const [key, value] of Object.entries(found.numbers))
    numbers[key] = key.endsWith('_ms') ? lengthWords(value) : key === 'of' ? (value ?? 0) : percent(value)
  numbers.name = nameOf(names, found.step)
  numbers.service = nameOf(names, found.service ?? found.step)
  numbers.degree = degreeWords(found.degree)
  const isRecovery = found.kind === 'recovery'
  if (found.origin === 'belief')
    return isRecovery
      ? t('rehearse.infeasible.recovery_belief', numbers)
      : t('rehearse.infeasible.limit_belief', numbers)
  return isRecovery
    ? t('rehearse.infeasible.recovery_plan', numbers)
    : t('rehearse.infeasible.limit_plan', numbers)
}

/** Returns whether a mean difference is beyond what luck explains. */
export const isSure = (one: Mean): boolean =>
  one.low !== null && one.high !== null && (one.low > 0 || one.high < 0)
