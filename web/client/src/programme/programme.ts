/** The shapes of the programme as the server tells it, and what stands on which day of the year. */
import { hasWords, locale, read, t, type DocumentText } from '../core/i18n'

type Texts = Record<string, string>

export interface DutyStanding {
  place: { kind: 'organisation' | 'plan' | 'service'; id: string; title: Texts }
  state: 'overdue' | 'due_soon' | 'due' | 'done' | 'no_interval' | 'not_yet'
  due: string | null
  last_day: string | null
  last: string | null
  planned: string | null
  late: boolean
  kept: string[]
}
export interface DutySource {
  title: Texts
  clause: Texts
  says: Texts
}
export type Scope = 'organisation' | { plans: 'all' | string[] } | { services: string[] }
export interface Duty {
  id: string
  title: Texts
  rule: Texts
  applies: Texts
  notes: Texts
  every: string
  reckoned: 'calendar' | 'rolling'
  scope: Scope
  asks: 'exercise' | 'summary'
  verification: 'verified' | 'partly' | 'unverified'
  enabled: boolean
  source: DutySource[]
  kind?: { joint?: boolean; types?: string[]; includes?: string[] }
  report?: { within: string; to?: DocumentText }
  keeps?: { years: number; verification: string; says?: DocumentText }
  in_force_from?: string
  in_force_until?: string
  last_done?: string
  origin: 'shipped' | 'changed' | 'own'
  book: string | null
  changed: string[]
  revision: number
  standings: DutyStanding[]
}
export interface Planned {
  id: string
  day: string
  title: Texts
  state: 'planned' | 'launched' | 'done' | 'cancelled'
  outside: boolean
  scenario: string | null
  plan: string | null
  duties: string[]
  joint: boolean
  parties: string[]
  owner: string | null
  remind: string[]
  exercise: string | null
  reported: string | null
  note: string | null
  revision: number
  cancelled: { reason: string; by: string | null; at: string } | null
  working: boolean
}
export interface HeldExercise {
  id: string
  exercise: string | null
  planned: string | null
  title: Texts
  day: string
  scenario: string | null
  plan: string
  causes: string[]
  type: string
  joint: boolean
  switched: boolean
  fulfils: string[]
  lacks: { duty: string; lacks: string[] }[]
  reported: string | null
}
export interface ReportRow {
  exercise: string
  planned: string | null
  duty: string
  day: string
  due: string
  state: 'overdue' | 'due' | 'late' | 'in_time'
  reported: string | null
  to: Texts
}
export interface RecordRow {
  id: string
  title: Texts
  day: string
  until: string
  years: number
  verification: string
  says: Texts
  duty: string | null
  over: boolean
}
export interface Programme {
  today: string
  year: number
  since: string
  duties: Duty[]
  planned: Planned[]
  held: HeldExercise[]
  running: { id: string; title: Texts; day: string }[]
  reports: ReportRow[]
  records: RecordRow[]
  handed: Record<string, string>
  conflicts: { day: string; planned: string[] }[]
  days: { holidays: Record<string, string>; off: string[]; worked: string[]; announced: boolean }
}
export interface Proposed {
  day: string
  by: string
  title: Texts
  scenario: string | null
  plan: string | null
  joint: boolean
  duties: string[]
  causes: string[]
  steps: number
  working: boolean
}

export type MarkKind = 'planned' | 'launched' | 'done' | 'cancelled' | 'missed' | 'duty' | 'report'
/** Something that stands on a day; *planned* or *duty* says what to open. */
export interface Mark {
  key: string
  day: string
  kind: MarkKind
  title: string
  overdue: boolean
  planned?: string
  duty?: string
  exercise?: string
}
export const MARK_TONES: Record<MarkKind, string> = {
  planned: 'proposed',
  launched: 'running',
  done: 'met',
  cancelled: 'rejected',
  missed: 'missed',
  duty: 'warning',
  report: 'warning',
}
export const STATE_TONES: Record<string, string> = {
  overdue: 'missed',
  due_soon: 'late',
  due: 'proposed',
  done: 'met',
  in_time: 'met',
  late: 'late',
  no_interval: 'stale',
  not_yet: 'stale',
}
export const BADGE_TONES: Record<string, string> = { verified: 'met', partly: 'late', unverified: 'stale' }

/** Returns everything that stands on a day, the earliest first. */
export function marksOf(paper: Programme): Mark[] {
  const found = [...planned(paper), ...unplanned(paper), ...duties(paper), ...reports(paper)]
  return found.sort((one, other) => one.day.localeCompare(other.day) || one.key.localeCompare(other.key))
}

function planned(paper: Programme): Mark[] {
  return paper.planned.map((one) => {
    const missed = one.state === 'planned' && one.day < paper.today
    const kind = missed ? 'missed' : one.state
    return { key: one.id, day: one.day, kind, title: read(one.title), overdue: missed, planned: one.id }
  })
}

function unplanned(paper: Programme): Mark[] {
  return paper.held
    .filter((one) => one.planned === null && one.exercise !== null)
    .map((one) => ({
      key: one.id,
      day: one.day,
      kind: 'done' as const,
      title: read(one.title),
      overdue: false,
      exercise: one.id,
    }))
}

function duties(paper: Programme): Mark[] {
  return paper.duties.flatMap((duty) =>
    duty.standings
      .filter((one) => one.due !== null && one.state !== 'done' && one.state !== 'not_yet')
      .map((one) => ({
        key: `${duty.id}/${one.place.id}`,
        day: one.due ?? '',
        kind: 'duty' as const,
        title: placed(duty, one),
        overdue: one.state === 'overdue',
        duty: duty.id,
      })),
  )
}

function reports(paper: Programme): Mark[] {
  return paper.reports
    .filter((one) => one.reported === null)
    .map((one) => ({
      key: `report/${one.exercise}/${one.duty}`,
      day: one.due,
      kind: 'report' as const,
      title: titleOfHeld(paper, one.exercise),
      overdue: one.state === 'overdue',
      ...(one.planned ? { planned: one.planned } : { exercise: one.exercise }),
    }))
}

/** Returns *marks* by what *key* says of each, in the order in which they come. */
export function grouped(marks: Mark[], key: (mark: Mark) => string): Map<string, Mark[]> {
  const found = new Map<string, Mark[]>()
  for (const one of marks) found.set(key(one), [...(found.get(key(one)) ?? []), one])
  return found
}

export function titleOfHeld(paper: Programme, exercise: string): string {
  const found = paper.held.find((one) => one.id === exercise)
  return read(found?.title) || exercise
}

export function titleOfDuty(paper: Programme, duty: string): string {
  return read(paper.duties.find((one) => one.id === duty)?.title) || duty
}

/** Returns a duty's title with the place that it is about, where there are several. */
export function placed(duty: Duty, standing: DutyStanding): string {
  const title = read(duty.title)
  return standing.place.kind === 'organisation' ? title : `${title} · ${read(standing.place.title)}`
}

/** Returns `1y`, `6m`, `regularly` in words. */
export function frequencyWords(every: string): string {
  if (hasWords(`programme.every.${every}`)) return t(`programme.every.${every}`)
  const found = /^(\d+)([ym])$/.exec(every)
  if (!found) return t(`programme.every.${every}`)
  return t(`programme.every.${found[2]}`, { count: Number(found[1]) })
}

/** Returns `15 working-days` in words. */
export function spanWords(span: string): string {
  const found = /^(\d+) (working-day|day|month)s?$/.exec(span)
  return found ? t(`programme.span.${found[2]}`, { count: Number(found[1]) }) : span
}

export const DAY_MS = 86_400_000
export const toDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10)
export const fromDay = (day: string): number => Date.parse(`${day}T00:00:00Z`)
export const shifted = (day: string, days: number): string => toDay(fromDay(day) + days * DAY_MS)

/** Returns the weeks of a month, Monday first; days of the months beside it fill them up. */
export function weeksOf(month: string): string[][] {
  const first = fromDay(`${month}-01`)
  const before = (new Date(first).getUTCDay() + 6) % 7
  const start = first - before * DAY_MS
  const weeks: string[][] = []
  for (let week = 0; week < 6; week++) {
    const days = Array.from({ length: 7 }, (_, i) => toDay(start + (week * 7 + i) * DAY_MS))
    if (week > 0 && !days.some((day) => day.startsWith(month))) break
    weeks.push(days)
  }
  return weeks
}

/** Says whether people work on *day*, by the calendar that the server told for its year. */
export function isWorking(paper: Programme, day: string): boolean {
  if (paper.days.worked.includes(day)) return true
  const weekday = new Date(fromDay(day)).getUTCDay()
  return weekday !== 0 && weekday !== 6 && !isHoliday(paper, day)
}
function isHoliday(paper: Programme, day: string): boolean {
  return day in paper.days.holidays || paper.days.off.includes(day)
}

export function monthName(month: string, width: 'long' | 'short' = 'long'): string {
  const style = { month: width, timeZone: 'UTC' } as const
  return new Intl.DateTimeFormat(locale.value, style).format(fromDay(`${month}-01`))
}
export function monthTitle(month: string): string {
  const style = { year: 'numeric', month: 'long', timeZone: 'UTC' } as const
  return new Intl.DateTimeFormat(locale.value, style).format(fromDay(`${month}-01`))
}
export function fullDay(day: string): string {
  const style = { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long', timeZone: 'UTC' } as const
  return new Intl.DateTimeFormat(locale.value, style).format(fromDay(day))
}
export function weekdayNames(width: 'narrow' | 'short' | 'long'): string[] {
  const style = { weekday: width, timeZone: 'UTC' } as const
  const format = new Intl.DateTimeFormat(locale.value, style)
  return Array.from({ length: 7 }, (_, i) => format.format(fromDay('2024-01-01') + i * DAY_MS))
}
