/** The shapes of what-ifs as the server sends them. */
import type { Rating, ServiceResult, ServiceSpans } from '../core/evaluation'
import { number, read, t, tOr, type DocumentText } from '../core/i18n'
import { lengthText, sinceStart } from '../core/time'

export interface RealAct {
  seq: number
  at: number
  role: string
  person: string | null
  action: string
  title: DocumentText
  option: string | null
  form: Record<string, unknown>
  about: string | null
  steps: string[]
}
export interface Choice {
  id: string
  title: DocumentText
}
export interface ActionOffer {
  id: string
  title: DocumentText
  options: Choice[]
  form: string | null
  by: string[]
}
export interface FieldOffer {
  id: string
  type: string
  title: DocumentText
  options: Choice[]
}
export interface RecoveryOffer {
  id: string
  title: DocumentText
  takes: string
  believed: string
  success: number
  believed_success: number
}
export interface ServiceOffer {
  id: string
  title: DocumentText
  depends_on: string
  believed: string
}
export interface Duty {
  id: string
  step: string
  title: DocumentText
  kind: string
  by: string | null
  anchor_ms: number | null
  due_ms: number | null
  done_ms: number | null
  verdict: string
}
export interface Offer {
  exercise: { id: string; title: DocumentText }
  table: { id: string; name: string; ended: boolean }
  roles: Record<string, DocumentText>
  seats: string[]
  acts: RealAct[]
  actions: ActionOffer[]
  forms: { id: string; fields: FieldOffer[] }[]
  recoveries: RecoveryOffer[]
  services: ServiceOffer[]
  real: {
    score: number | null
    rating: Rating | null
    timeline: Duty[]
    courses: ServiceSpans[]
    duration_ms: number
  }
  kept: Kept[]
}

export interface Pair<T> {
  real: T
  whatif: T
}
export interface DutyChange extends Pair<{ verdict: string; done_ms: number | null } | null> {
  id: string
  step: string
  kind: string
  title: DocumentText
  only_time: boolean
}
export interface ServiceChange extends Pair<Omit<ServiceResult, 'id'>> {
  id: string
  title: DocumentText
  less_down_ms: number
  less_lost_ms: number
}
export interface SubjectChange extends Pair<{ score: number | null; rating: Rating | null }> {
  subject: string
  title: DocumentText
}
export interface Loss extends Pair<number> {
  kind: string
  less: number
}
export interface Dropped {
  seq: number | null
  at: number
  by: string
  action: string
  title: DocumentText
  why: string
}
export interface Said {
  kind: 'moved' | 'removed' | 'altered' | 'added' | 'recovery' | 'service'
  title: DocumentText
  at?: number
  to?: number
  by?: string
  parts?: { title: DocumentText; value: unknown }[]
  /** What of the world is otherwise, as it was written. */
  written?: string
}
export interface WhatIf {
  changes: string[]
  continue: 'people' | 'bots'
  forked_ms: number | null
  said: Said[]
  differences: {
    score: Pair<number | null> & { gain: number | null }
    rating: Pair<Rating | null>
    ended_ms: Pair<number | null>
    obligations: DutyChange[]
    subjects: SubjectChange[]
    services: ServiceChange[]
    losses: Loss[]
  }
  dropped: Dropped[]
  timeline: Duty[]
  courses: ServiceSpans[]
}
export interface Kept {
  id: string
  name: string
  made: string
  made_by: string | null
  continue: 'people' | 'bots'
  changes: string[]
  result: {
    score: Pair<number | null> & { gain: number | null }
    rating: Pair<Rating | null>
    services: { id: string; title: DocumentText; less_down_ms: number }[]
    verdicts: number
    dropped: number
  }
}
export interface Shown extends Kept {
  whatif: WhatIf
  stands: boolean
}

/** A score to a tenth of a percent: what one decision moves is often small. */
export const share = (score: number | null): string => (score === null ? '–' : `${number(score * 100, 1)}%`)

/** Says who acted, by the role's title and the person's name. */
export function whoWords(by: string, roles: Record<string, DocumentText>): string {
  const [role, person] = by.split('/')
  const title = read(roles[role]) || role
  return person ? `${title} · ${person}` : title
}

/** Says one change in a sentence. */
export function changeWords(one: Said, roles: Record<string, DocumentText>): string {
  const values = {
    act: read(one.title),
    who: whoWords(one.by ?? '', roles),
    at: sinceStart(one.at ?? 0),
    to: sinceStart(one.to ?? 0),
    written: one.written ?? '',
    parts: (one.parts ?? []).map(partWords).join(', '),
  }
  return t(
    one.kind === 'added' && values.parts ? 'whatif.said.added_with' : `whatif.said.${one.kind}`,
    values,
  )
}

function partWords(part: { title: DocumentText; value: unknown }): string {
  const value = part.value !== null && typeof part.value === 'object' && !Array.isArray(part.value)
  const said = value ? read(part.value as DocumentText) : String(part.value)
  return part.title ? t('whatif.said.field', { field: read(part.title), value: said }) : `“${said}”`
}

/** Says how much less or more of something there was. */
export function lessWords(less: number): string {
  if (!less) return '–'
  return t(less > 0 ? 'whatif.shorter' : 'whatif.longer', { time: lengthText(Math.abs(less)) })
}

/** Says how a duty's verdict became another. */
export function dutyWords(one: DutyChange): string {
  const duty = `${read(one.title) || one.step} · ${t(`obligation.${one.kind}`)}`
  const [was, is] = [one.real, one.whatif].map((side) => (side ? t(`verdict.${side.verdict}`) : ''))
  if (!one.whatif) return t('whatif.verdict.gone', { duty, was })
  if (!one.real) return t('whatif.verdict.new', { duty, is })
  return t('whatif.verdict.changed', { duty, was, is })
}

/** Says why a real act is not in the what-if. */
export const whyWords = (why: string): string => tOr(`whatif.dropped.${why}`, tOr(`refused.${why}`, why))

/** Returns what somebody pastes into a finding to point at a kept what-if. */
export function citation(kept: Kept, table: string): string {
  const services = kept.result.services
    .map((one) => `${read(one.title)} ${lessWords(one.less_down_ms)}`)
    .slice(0, 4)
  return t('whatif.cite', {
    id: kept.id,
    name: kept.name,
    table,
    real: share(kept.result.score.real),
    whatif: share(kept.result.score.whatif),
    services: services.length ? `; ${services.join(', ')}` : '',
  })
}
