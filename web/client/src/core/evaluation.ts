/** The shapes of an evaluation, a review and a report as the server sends them. */
import type { DocumentText } from './i18n'
import type { Line } from '../live/protocol'

export type Rating = 'P' | 'S' | 'M' | 'U'
export interface Why {
  code: string
  [number: string]: unknown
}

export interface Obligation {
  id: string
  step: string
  kind: string
  instance: number
  anchor_ms: number | null
  due_ms: number | null
  done_ms: number | null
  by: string | null
  person?: string | null
  verdict: string
  score: number | null
  margin_ms: number | null
  weight: number
  evidence: number[]
  why: Why
  /** What an evaluator judges instead, and why. */
  override?: { verdict: string; reason: string }
}

export interface ServiceResult {
  id: string
  down_ms: number
  rto_ms: number | null
  rto_met: boolean | null
  lost_ms: number
  rpo_met: boolean | null
  impact: Record<string, number>
}

export interface Scored {
  id: string
  score: number | null
  rating?: Rating | null
  verdict?: string
  gates?: string[]
  phase?: string
  title?: DocumentText
}

export interface Finding {
  id?: string
  code: string
  step: string | null
  severity: string
  evidence: number[]
  numbers: Record<string, unknown>
  title?: DocumentText
}

export interface ActionItem {
  id: string
  finding: number
  element: string
  owner: string | null
  due_in_days: number
  change?: { step: string; field: string; old: unknown; new: unknown } | null
}

/** What the whole comes to with the verdicts that people set. */
export interface Adjusted {
  score: number | null
  rating: Rating | null
  gates: string[]
  procedures: Scored[]
  objectives: Scored[]
  obligations: Record<
    string,
    { verdict: string; score: number | null; reason: string | null; by: string | null; seq: number }
  >
}

export interface Evaluation {
  scenario: { id: string; digest: string }
  plan: { id: string; version: number; digest: string }
  rules: string
  ended_ms: number | null
  end_reason: string | null
  compressed: boolean
  obligations: Obligation[]
  services: ServiceResult[]
  steps: Scored[]
  procedures: Scored[]
  objectives: Scored[]
  roles: Scored[]
  score: number | null
  rating: Rating | null
  gates: string[]
  not_exercised: string[]
  findings: Finding[]
  actions: ActionItem[]
  adjusted?: Adjusted | null
}

export interface TimelineRow {
  id: string
  step: string
  title: DocumentText
  kind: string
  lane: string
  anchor_ms: number | null
  due_ms: number | null
  done_ms: number | null
  verdict: string
  score: number | null
  by: string | null
}

export interface ServiceSpans {
  id: string
  title: DocumentText
  rto_ms: number | null
  spans: { from: number; to: number | null; state: string }[]
}

export interface Review {
  evaluation: Evaluation
  services: ServiceSpans[]
  timeline: TimelineRow[]
  entries: Line[]
  duration_ms: number
}
