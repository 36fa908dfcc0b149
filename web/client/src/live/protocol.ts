/** The shapes of the socket's snapshot, view and messages (docs/protocol.md sections 3 and 4). */
import type { DocumentText } from '../core/i18n'
import type { Evaluation } from '../core/evaluation'
import type { FormField, FormValues, Frame, Kind } from './frame'
import type { AssessmentView } from './judging'
import type { SurveyView } from './survey'

export * from './frame'

export type Phase = 'ready' | 'running' | 'paused' | 'ended'

export interface Pass {
  pass: string
  kind: Kind
  person: string | null
  name: string | null
  exercise: string | null
  table: string | null
  role: string | null
  goes: string
}

export interface Clock {
  phase: Phase
  at: number
  wall: number
  speed: number
  reason: string | null
  ended_ms: number | null
  end_reason: string | null
}

export interface Mail {
  id: string
  seq: number
  at: number
  again: number
  channel: string | null
  from: string | null
  to: string[]
  subject: DocumentText
  body: DocumentText
  attachments: string[]
  opened_at: number | null
}

export interface Message {
  id: string
  seq: number
  at: number
  by: string
  name: string | null
  as_actor: string | null
  to: string[]
  subject: string | null
  text: string | null
  mine: boolean
  action: string | null
  option: string | null
  form: FormValues | null
  /** How the plan calls an act that was addressed to this seat; the reader may not have the action. */
  action_title?: DocumentText
  option_title?: DocumentText
  fields?: FormField[] | null
}

export interface Act {
  id: string
  seq: number
  at: number
  action: string
  option: string | null
  about: string | null
  form: FormValues | null
  text: string | null
  to: string[]
  client_id: string | null
  person: string | null
  by?: string
}

export interface ServiceView {
  id: string
  shown: string
  since: number | null
  effective?: string
  /** When what seats see changed; the views of facilitators and evaluators alone. */
  shown_since?: number | null
  down_since?: number | null
  rto_ms?: number | null
  lost_ms?: number
  rpo_ms?: number | null
  monitored?: boolean
}

export interface Person {
  person: string
  name: string
  online: boolean
  simulated: boolean
}
export interface SeatView {
  role: string
  present: boolean
  people: Person[]
  state?: 'absent' | 'empty' | 'present' | 'idle' | 'lost'
  idle_ms?: number
}

export interface Note {
  id: string
  seq: number
  at: number
  text: string
  by: string
  audience?: string
  kind?: string | null
  step?: string | null
  objective?: string | null
  about_ms?: number | null
  evidence?: number[]
  attachments?: { name: string; type: string; size: number; digest: string }[]
  replaces?: number | null
  origin?: number | null
}

export interface InjectView {
  id: string
  title: DocumentText
  class: string
  at: number | null
  when: unknown
  manual: boolean
  delay: number
  unless: unknown
  from: string | null
  to: string[]
  channel: string | null
  subject: DocumentText
  body: DocumentText
  raises: string[]
  effects: Record<string, unknown>[]
  expects: string[]
  storyline: string | null
  module: string | null
  notes: DocumentText
  status: string
  leap: number | null
  order: number
  state?: 'waiting' | 'held' | 'postponed' | 'skipped' | 'spent' | 'played'
  due?: number | null
  played?: number[]
  opened?: { at: number; by: string }[]
  written?: boolean
}

export interface Counts {
  injects: number
  acts: number
  seats: number
  services_down: number
  reports: number
}

export interface Override {
  obligation: string
  verdict: string | null
  reason: string | null
  by?: string
  at?: number
  seq?: number
}

export interface RatingGiven {
  subject: string
  rating: string
  reason: string | null
  by: string
  at?: number
  seq?: number
}

type Section<T> = Record<string, T>
export interface View {
  clock: Clock
  mail?: Section<Mail>
  messages?: Section<Message>
  acts?: Section<Act>
  services?: Section<ServiceView>
  seats?: Section<SeatView>
  notes?: Section<Note>
  injects?: Section<InjectView>
  recoveries?: Section<{ id: string; state: string | null; since: number | null }>
  roles?: Section<string>
  ratings?: Section<RatingGiven>
  overrides?: Section<Override>
  /** How far people's judgement has come; facilitators and evaluators. */
  assessment?: AssessmentView
  counts?: Counts
  overdue?: string[]
  /** The survey as a seat sees it; null before it was opened. */
  survey?: SurveyView | null
}

export interface Line {
  seq: number
  at: number
  wall: string
  by: string | null
  source: string
  fact: { type: string; [field: string]: unknown }
}

export interface Snapshot {
  ok: true
  protocol: number
  version: string
  table: string
  seq: number
  wall: number
  audience: Kind
  frame: Frame
  view: View
  lines: Line[]
  evaluation?: Evaluation
}

export interface Entries {
  table: string
  from: number
  to: number
  wall: number
  lines: Line[]
  changes: Record<string, unknown>
}

export interface Presence {
  table: string
  role: string
  person: string
  name: string
  online: boolean
  idle_ms: number
  simulated: boolean
}

export interface Refused {
  refused: string
  numbers?: Record<string, string | number>
  words?: string
}
export interface Accepted {
  ok: true
  seq?: number
  at?: number
  again?: boolean
  inject?: string
}
export type Ack = Accepted | Refused
