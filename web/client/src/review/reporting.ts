/** The reporting analysis as the server tells it (docs/protocol.md 2), and its words. */
import { list, read, t, type DocumentText } from '../core/i18n'
import { lengthText, sinceStart } from '../core/time'
import type { StatedFact } from '../ui/facts'
import type { Tone } from '../ui/Chips'
import type { Proof } from './report'

export interface Span {
  unit?: string
  amount?: number | null
  ms?: number
}
export interface Named {
  id: string
  title: DocumentText
}
export interface SentReport {
  seq: number
  at: number
  by: string
  by_title: DocumentText
  person: string | null
  action_title: DocumentText
  after_close: boolean
  stand_in: boolean
  classes: string[]
  facts: StatedFact[]
  left_empty: DocumentText[]
}
export interface Reason {
  code: string
  class: string | null
  numbers: Record<string, unknown>
  proof: Proof[]
}
export interface ReportGap {
  from: number
  to: number
  ms: number
  over_ms: number
  jumped_ms: number
}
export interface ReportDuty {
  id: string
  origin: 'plan' | 'clock'
  step: string | null
  instance: number
  clock: string | null
  part: 'first' | 'final'
  title: DocumentText
  addressee: Named | null
  source: { kind: string; clause: string[] } | null
  verification: string | null
  anchor: { at: number; seq: number; code: string; title: DocumentText; inject: DocumentText } | null
  within: Span | null
  due_ms: number | null
  hard: boolean
  every_ms: number | null
  closed_ms: number | null
  status: string
  classes: string[]
  sent: SentReport[]
  gaps: ReportGap[]
  reasons: Reason[]
}
export interface Reporting {
  duration_ms: number
  now_ms: number
  has_ended: boolean
  clocks: { id: string; version: number; as_of: string }
  duties: ReportDuty[]
  not_judged: { clock: string; title: DocumentText; addressees: Named[]; reason: string }[]
  totals: Record<string, number>
  first_report_ms: number | null
  longest_silence_ms: number | null
}
export interface Limit {
  within: Span
  since: DocumentText
}
export interface ClockRow {
  id: string
  title: DocumentText
  addressees: DocumentText[]
  actors: string[]
  anchor: DocumentText[]
  seen_by: string[]
  first: Span | null
  at_latest: Limit | null
  cadence: Span | null
  until: DocumentText
  final: Limit | null
  form: DocumentText
  phone_first: boolean
  scope: DocumentText
  notes: DocumentText
  verification: string
  enabled: boolean
  judges: boolean
  in_force_from: string | null
  superseded_by: string | null
  to_fill: string[]
  doubtful: string[]
  conditional: string[]
  source: { title: DocumentText; clause: DocumentText; says: DocumentText }[]
}
export interface ClockTable {
  id: string
  version: number
  as_of: string
  title: DocumentText
  notes: DocumentText
  clocks: ClockRow[]
}

const TONES: Record<string, Tone> = {
  kept: 'good',
  broken: 'bad',
  pending: 'info',
  waived: 'stale',
  unmeasured: 'info',
}
export const dutyTone = (duty: ReportDuty): Tone =>
  duty.classes.length
    ? duty.classes.every((one) => one === 'late')
      ? 'warn'
      : 'bad'
    : (TONES[duty.status] ?? '')

/** Returns what became of a duty: its classes, else its status. */
export const outcomeWords = (duty: ReportDuty): string[] =>
  duty.classes.length
    ? duty.classes.map((one) => t(`reporting.short.${one}`))
    : [t(`reporting.status.${duty.status}`)]

export const addresseeWords = (duty: ReportDuty): string =>
  duty.addressee ? t('reporting.to', { name: read(duty.addressee.title) }) : ''

/** Returns a limit in words: `15 min`, `5 working days`, `immediately`; empty when there is none. */
export function spanWords(span: Span | null | undefined): string {
  if (!span) return ''
  if (span.ms !== undefined) return lengthText(span.ms)
  return span.amount == null
    ? t(`reporting.span.${span.unit}`)
    : t(`reporting.span.${span.unit}`, { count: span.amount, n: span.amount })
}

export const limitWords = (limit: Limit | null): string =>
  limit ? t('reporting.limit_since', { span: spanWords(limit.within), since: read(limit.since) }) : ''

/** Returns from when a duty counts: the moment, and what it was. */
export function anchorWords(duty: ReportDuty): string {
  if (!duty.anchor) return ''
  const what = read(duty.anchor.inject) || read(duty.anchor.title)
  const time = sinceStart(duty.anchor.at)
  return what ? t('reporting.since', { time, what }) : time
}

const spoken = (value: unknown): string => ((value as DocumentText[]) ?? []).map(read).join(' · ')

/** Returns why a duty was not kept, in one sentence. */
export function reasonWords(reason: Reason): string {
  const numbers = reason.numbers
  const length = (name: string): string => lengthText(Number(numbers[name] ?? 0))
  const code =
    reason.code === 'step_missed' && numbers.due_ms === undefined
      ? 'never_told'
      : reason.code === 'under_graded' && numbers.known
        ? 'under_graded_knowingly'
        : reason.code
  return t(`reporting.reason.${code}`, {
    due: sinceStart(Number(numbers.due_ms ?? 0)),
    late: length('late_ms'),
    longest: length('longest_ms'),
    every: length('every_ms'),
    count: Number(numbers.count ?? 0),
    fields: list(((numbers.fields as DocumentText[]) ?? []).map(read)),
    said: spoken(numbers.said),
    truth: spoken(numbers.truth),
    service: read(numbers.service as DocumentText),
    at: sinceStart(Number(numbers.at_ms ?? 0)),
  })
}
