/** The shapes of a plan's coverage and of causes and clauses over all plans, and what their screens share. */
import { number, read, t, type DocumentText } from '../core/i18n'
import { tone, type Tone } from '../ui/Chips'

export type Standing = 'never' | 'simulated' | 'changed' | 'exercised'
export type Who = 'people' | 'simulated' | 'nobody'
/** What the map is coloured by. */
export type Mode = 'verdict' | 'age' | 'times' | 'who'
export const MODES: Mode[] = ['verdict', 'age', 'times', 'who']

export interface Share {
  steps: number
  exercised: number
  simulated: number
  holds: number
  met: number
}
export interface TableOccasion {
  table: string
  verdict: string
  /** The journal's entry that shows the verdict. */
  seq: number | null
  people: string[]
  simulated: string[]
}
export interface Occasion {
  /** The exercise's place among those of the answer. */
  at: number
  verdict: string
  who: Who
  tables: TableOccasion[]
}
export interface Caller {
  scenario: string
  title: DocumentText
  injects: string[]
  objectives: string[]
}
export interface StepCover {
  id: string
  title: DocumentText
  by: string[]
  criticality: string
  clause: string[]
  standing: Standing
  times: number
  simulated: number
  verdict: string | null
  who: Who | null
  last: string | null
  days_ago: number | null
  version: number | null
  changed: string[]
  history: Occasion[]
  called_by: Caller[]
}
export interface ProcedureCover {
  id: string
  title: DocumentText
  phase: string
  share: Share
  steps: StepCover[]
}
export interface PlayedExercise {
  id: string
  title: DocumentText
  day: string
  days_ago: number
  version: number
  scenario: string
  causes: string[]
  tables: { id: string; name: string; people: boolean }[]
  plan?: string
}
interface Times {
  times: number
  last: string | null
  days_ago: number | null
}
export interface ServiceCover extends Times {
  id: string
  title: DocumentText
  rto_ms: number | null
  outages: number
  met: number
  missed: number
  longest_ms: number | null
  unrestored: number
}
export interface RecoveryCover extends Times {
  id: string
  title: DocumentText
  tries: number
  succeeded: number
  failed: number
  unfinished: number
  took: { count: number; least: number; median: number; most: number } | null
}
export interface RoleCover extends Times {
  id: string
  title: DocumentText
  people: string[]
  simulated: number
  absent: Times
  deputies: (Times & { id: string; simulated: number })[]
}
export interface ClauseRow {
  id: string
  /** How readers know the clause, where that is not its id. */
  number: DocumentText
  says: DocumentText
  notes: DocumentText
  verification: string
  by: 'steps' | 'sections' | 'exercises'
  standing: string
  steps: { plan: string; id: string; title: DocumentText; standing: Standing }[]
  lacking: string[]
  last: string | null
  days_ago: number | null
  verdict: string | null
}
export interface Rule {
  id: string
  title: DocumentText
  level: string
  verification: string
  as_of: string
  in_force_from: string | null
  source: { title: DocumentText; clause: DocumentText }[]
  notes: DocumentText
  cited: boolean
  clauses: ClauseRow[]
}
export interface UnknownClause {
  plan: string
  step: string
  title: DocumentText
  written: string
  fault: string
}
export interface Clauses {
  rules: Rule[]
  unknown: UnknownClause[]
}
export interface Coverage {
  plan: { id: string; version: number; title: DocumentText }
  day: string
  exercises: PlayedExercise[]
  procedures: ProcedureCover[]
  phases: { phase: string; share: Share }[]
  share: Share
  services: ServiceCover[]
  recoveries: RecoveryCover[]
  roles: RoleCover[]
  clauses: Clauses
}
export interface Cause {
  cause: string
  /** Whether CSRC Order 218 art. 37 names it. */
  asked: boolean
  times: number
  /** How many exercises more only simulated colleagues played. */
  simulated: number
  last: string | null
  days_ago: number | null
  years: Record<string, number>
  plans: Record<string, number>
  exercises: string[]
  scenarios: string[]
}
export interface PlanShare {
  id: string
  title: DocumentText
  version: number
  exercises: number
  last: string | null
  share: Share
}
export interface Whole {
  day: string
  year: number | null
  years: number[]
  plans: PlanShare[]
  exercises: PlayedExercise[]
  causes: Cause[]
  /** What the scenarios are called. */
  scenarios: Record<string, DocumentText>
  clauses: Clauses
}

const DAYS_OF_MONTH = 30.44
const DAYS_OF_YEAR = 365.25
const DAYS_TO_COUNT = 60
const MONTHS_TO_COUNT = 24
/** From how many days on coverage counts as half a year old, a year old, two years old. */
export const AGES = [90, 182, 365, 730]
const MOST_LEVELS = 4

/** Returns how long ago something was, as short as a cell needs it. */
export function shortAge(days: number): string {
  if (days < DAYS_TO_COUNT) return t('coverage.short.d', { n: number(days) })
  const months = Math.round(days / DAYS_OF_MONTH)
  if (months < MONTHS_TO_COUNT) return t('coverage.short.m', { n: number(months) })
  return t('coverage.short.y', { n: number(days / DAYS_OF_YEAR, 1) })
}

/** Returns how old coverage is, 0 (up to three months) to 4 (two years and more). */
export const ageLevel = (days: number): number => AGES.filter((limit) => days > limit).length

/** Returns how often something was exercised, 0 to 4 and more. */
export const timesLevel = (times: number): number => Math.min(times, MOST_LEVELS)

const MARKS: Record<Tone, string> = { good: '✓', warn: '▲', bad: '✕', info: '•', stale: '–', '': '·' }
const WHO_MARKS: Record<Who, string> = { people: '●', nobody: '○', simulated: '◇' }

/** How a cell of the map looks: its kind (of colour or pattern), how strong, and what stands in it. */
export interface Look {
  kind: string
  strength: number
  text: string
}
const FRESHEST = 62
const FADE = 12
const LEVEL = 15

/** Returns how *step* looks when the map is coloured by *mode*. */
export function lookOf(step: StepCover, mode: Mode): Look {
  if (step.standing === 'never') return { kind: 'never', strength: 0, text: '' }
  if (step.standing === 'simulated') return { kind: 'simulated', strength: 0, text: WHO_MARKS.simulated }
  const age = ageLevel(step.days_ago ?? 0)
  if (mode === 'age')
    return { kind: 'level', strength: FRESHEST - age * FADE, text: shortAge(step.days_ago ?? 0) }
  if (mode === 'times')
    return { kind: 'level', strength: timesLevel(step.times) * LEVEL, text: `${number(step.times)}×` }
  if (mode === 'who') {
    const who = step.who ?? 'nobody'
    return { kind: who === 'people' ? 'level' : 'nobody', strength: FRESHEST - FADE, text: WHO_MARKS[who] }
  }
  const found = tone(step.verdict)
  return { kind: found || 'stale', strength: FRESHEST - age * FADE, text: MARKS[found] }
}

/** Returns *count* of *all* as a share, null of none. */
export const shareOf = (count: number, all: number): number | null => (all ? count / all : null)

/** Returns when something was last exercised, in words. */
export function agoWords(days: number | null): string {
  if (days === null) return t('coverage.standing.never')
  return days < 1 ? t('coverage.today') : t('coverage.days_ago', { count: days })
}

/** Returns a cell of the map as a sentence, for who cannot see it. */
export function stepWords(step: StepCover): string {
  const said = [`${step.id} ${read(step.title)}`, t(`coverage.standing.${step.standing}`)]
  if (step.verdict) said.push(t(`verdict.${step.verdict}`), agoWords(step.days_ago))
  if (step.times) said.push(t('coverage.exercised_times', { count: step.times }))
  return said.join(' · ')
}

const CLAUSE_TONES: Record<string, string> = {
  uncovered: 'bad',
  thin: 'warn',
  not_exercised: 'warn',
  simulated: 'warn',
  overdue: 'bad',
  partly: 'warn',
  failed: 'bad',
  flawed: 'warn',
  covered: 'good',
}
const CHIP_OF: Record<string, string> = { good: 'met', warn: 'late', bad: 'missed' }

/** Returns which chip stands for how a clause stands. */
export const clauseChip = (standing: string): string => CHIP_OF[CLAUSE_TONES[standing] ?? 'warn']

/** Returns what a clause still asks for: a cause, a switchover, or a section of a plan. */
export function lackingWords(one: string): string {
  const [plan, section] = one.split('/')
  if (section) return t('coverage.section_of', { section: t(`section.${section}`), plan })
  return one === 'switchover' ? t('coverage.switchover') : t(`cause.${one}`)
}

/** Returns the rules that steps name, the most often named first, and the others. */
export function byUse(rules: Rule[]): { named: Rule[]; others: Rule[] } {
  const cites = (rule: Rule): number => rule.clauses.reduce((sum, one) => sum + one.steps.length, 0)
  const named = rules.filter((one) => one.cited).sort((a, b) => cites(b) - cites(a))
  return { named, others: rules.filter((one) => !one.cited) }
}

/** Returns the person of `role/person`, or of a bare role its own name. */
export const personOf = (by: string): string => by.split('/')[1] || by
