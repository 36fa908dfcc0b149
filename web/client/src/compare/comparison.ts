/** The shapes of a comparison of tables and of a plan's history, and what their screens share. */
import type { Rating } from '../core/evaluation'
import { number, read, t, type DocumentText } from '../core/i18n'
import { lengthText } from '../core/time'
import { tone, type Tone } from '../ui/Chips'

export type Place = 'best' | 'worst' | null

export interface RatedCell {
  score: number | null
  rating: Rating | null
  place: Place
}
export interface StepCell {
  verdict: string | null
  score: number | null
  delay_ms: number | null
  delays_ms: number[]
  unanswered: number
  place: Place
}
export interface Spread {
  count: number
  least: number
  first: number
  median: number
  third: number
  most: number
}
export interface StepRow {
  id: string
  title: DocumentText
  criticality: string
  limit_ms: number | null
  cells: StepCell[]
  spread: Spread | null
}
export interface RatedRow {
  id: string
  title: DocumentText
  cells: RatedCell[]
}
export interface ProcedureRow extends RatedRow {
  phase: string
  steps: StepRow[]
}
export interface OutageCell {
  down_ms: number
  /** The longest outage held against an RTO. */
  longest_ms: number | null
  degraded_ms: number
  lost_ms: number
  rto_met: boolean | null
  rpo_met: boolean | null
  place: Place
}
export interface ServiceRow {
  id: string
  title: DocumentText
  rto_ms: number | null
  rpo_ms: number | null
  cells: OutageCell[]
}
export interface RepeatedRow {
  id: string
  step: string
  title: DocumentText
  kind: string
  code: string
  severity: string
  tables: string[]
}
export interface ComparedTable {
  id: string
  name: string
  ended: boolean
  score: number | null
  rating: Rating | null
  /** The final rating, once the evaluation is signed off. */
  signed: Rating | null
}
export interface Comparison {
  exercise: { id: string; title: DocumentText }
  plan: { id: string; version: number }
  tables: ComparedTable[]
  objectives: RatedRow[]
  procedures: ProcedureRow[]
  services: ServiceRow[]
  repeated: RepeatedRow[]
}

export interface PastTable {
  table: string
  verdict: string | null
  delays_ms: number[]
  unanswered: number
}
export interface PastCell {
  limit_ms: number | null
  /** The limit of the exercise before, when the plan has changed it since. */
  limit_was: { ms: number | null } | null
  median_ms: number | null
  tables: PastTable[]
}
export interface PastStep {
  id: string
  title: DocumentText
  cells: (PastCell | null)[]
}
export interface PastProcedure {
  id: string
  title: DocumentText
  phase: string
  cells: ({ tables: { table: string; score: number | null; rating: Rating | null }[] } | null)[]
  steps: PastStep[]
}
export interface PastExercise {
  id: string
  title: DocumentText
  launched_wall: number
  version: number
  scenario: string
  tables: { id: string; name: string; score: number | null; rating: Rating | null }[]
}
export interface Again {
  step: string
  title: DocumentText
  kind: string
  code: string
  severity: string
  times: number
  exercises: { id: string; nth: number; tables: number }[]
}
export interface TurnedSide {
  exercise: string
  title: DocumentText
  launched_wall: number
  version: number
  verdicts: string[]
}
export interface Turned {
  subject: string
  title: DocumentText
  before: TurnedSide
  after: TurnedSide
  /** What changed of it in the versions in between. */
  changes: { version: number; key: string; op?: string; old: unknown; new: unknown; findings?: string[] }[]
}
export interface History {
  plan: { id: string; title: DocumentText; versions: number[] }
  exercises: PastExercise[]
  procedures: PastProcedure[]
  repeated: Again[]
  regressions: { regressed: Turned[]; fixed: Turned[] }
}

const MARKS: Record<Tone, string> = { good: '✓', warn: '▲', bad: '✕', info: '•', stale: '–', '': '·' }

/** Returns the mark that stands for a verdict or rating where there is no room for words. */
export const markOf = (of: string | null): string => MARKS[tone(of)]

export const verdictWords = (verdict: string | null): string =>
  verdict ? t(`verdict.${verdict}`) : t('not_exercised')

/** Returns a limit in words, also when there is none. */
export const limitWords = (ms: number | null): string =>
  ms === null ? t('compare.no_limit') : lengthText(ms)

/** Returns how a step went in one table, as a sentence for a title or for who cannot see the tints. */
export function cellWords(table: string, cell: StepCell): string {
  const said = [verdictWords(cell.verdict)]
  if (cell.delay_ms !== null) said.push(t('compare.after', { time: lengthText(cell.delay_ms) }))
  if (cell.unanswered) said.push(t('compare.unanswered', { count: cell.unanswered }))
  if (cell.place) said.push(t(`compare.${cell.place}`))
  return `${t('table_named', { name: table })}: ${said.join(' · ')}`
}

/** Returns the mean of the scores that there are; null of none. */
export function meanScore(cells: { score: number | null }[]): number | null {
  const known = cells.flatMap((cell) => (cell.score === null ? [] : [cell.score]))
  return known.length ? known.reduce((sum, one) => sum + one, 0) / known.length : null
}

/** Counts the tables by verdict, the worst verdict first. */
export function tally(tables: PastTable[]): { verdict: string; count: number }[] {
  const order = ['violated', 'missed', 'very_late', 'compensated', 'late', 'partial', 'met']
  return order
    .map((verdict) => ({ verdict, count: tables.filter((one) => one.verdict === verdict).length }))
    .filter((one) => one.count > 0)
}

/** Returns the label of an exercise on an axis: its day, and which of that day's it is when there are several. */
export function dayLabels(exercises: PastExercise[]): string[] {
  const days = exercises.map((one) => dayOf(new Date(one.launched_wall)))
  return days.map((day, i) => {
    const before = days.slice(0, i).filter((one) => one === day).length
    return before || days.indexOf(day, i + 1) > 0 ? `${day} (${number(before + 1)})` : day
  })
}

/** Returns the reader's own day of a moment as `2026-03-16`. */
function dayOf(moment: Date): string {
  const [month, day] = [moment.getMonth() + 1, moment.getDate()].map((one) => String(one).padStart(2, '0'))
  return `${moment.getFullYear()}-${month}-${day}`
}

export const findingText = (one: { code: string; title: DocumentText; step: string }): string =>
  t('said_of', { name: t(`finding.${one.code}`), what: read(one.title) || one.step })
