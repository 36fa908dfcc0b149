/** The shape of the report model (docs/protocol.md section 5). */
import type { DocumentText } from '../core/i18n'
import type { ActionItem, Finding, Rating, Scored, ServiceSpans, TimelineRow } from '../core/evaluation'
import type { FormValues } from '../live/protocol'
import type { NarrativePart } from './document'
import type { StatedFact } from '../ui/facts'

export interface Milestone {
  at: number
  story: string
  code: string
  title: DocumentText
  numbers: Record<string, string | number>
}
export interface ScopeRow {
  id: string
  service: string
  title: DocumentText
  down_ms: number
  rto_ms: number | null
  rto_met: boolean | null
  lost_ms: number
  rpo_met: boolean | null
  impact: Record<string, number>
}
export interface Measure {
  at: number
  by: string
  action: string
  title: DocumentText
  verdict: string | null
  by_title?: DocumentText
  person?: string | null
  simulated?: boolean
  option?: string | null
  option_title?: DocumentText
  text?: string | null
}
export interface ReportSent extends Measure {
  to: DocumentText[]
  form: FormValues | null
  fields?: { id: string; title: DocumentText; said: DocumentText[] }[]
  margin_ms: number | null
  facts_score: number | null
}
export interface ReportFinding extends Finding {
  kind?: string
  class?: string
  facts?: StatedFact[]
  proof?: Proof[]
}
/** A line of the journal on which a finding stands. */
export interface Proof {
  seq: number
  at: number
  by_title: DocumentText
  person: string | null
  simulated: boolean
  code: string
  title: DocumentText
  option_title?: DocumentText
  to?: string
}
export interface ReportAction extends ActionItem {
  owner_title?: DocumentText
  step?: string
  step_title?: DocumentText
  code?: string
  severity?: string
}
export interface Report {
  exercise: { id: string; title: DocumentText }
  table: { id: string; name: string }
  scenario: { id: string; title: DocumentText; story_start: string }
  plan: { id: string; version: number; title: DocumentText }
  people?: { role: string; title: DocumentText; people: string[] }[]
  made_wall: number
  summary: {
    score: number | null
    rating: Rating | null
    gates: string[]
    ended_ms: number | null
    end_reason: string | null
    compressed: boolean
    duration_ms?: number
  }
  parts: {
    a: { course: Milestone[]; scope: ScopeRow[]; loss: Record<string, number> }
    b: {
      measures: Measure[]
      reports: ReportSent[]
      recoveries: {
        id: string
        title: DocumentText
        state: string | null
        from: number | null
        to: number | null
      }[]
      effect: {
        services_restored: number
        services_total: number
        first_report_ms: number | null
        first_report_after_ms: number | null
        longest_gap_ms: number | null
      }
    }
    c: {
      causes: { truth: string; title: DocumentText; said: DocumentText[] }[]
      conclusion: {
        rating: Rating | null
        critical_failures: { id: string; step: string; title: DocumentText; verdict: string }[]
        phases: Scored[]
      }
    }
    d: { findings: ReportFinding[]; actions: ReportAction[] }
  }
  /** By the id of an obligation on facts. */
  facts: Record<string, StatedFact[]>
  /** The title of every step and service. */
  subjects: Record<string, DocumentText>
  objectives: Scored[]
  roles: Scored[]
  services?: ServiceSpans[]
  timeline: TimelineRow[]
  notes: { at: number; by: string; text: string; kind: string | null; about_ms: number | null }[]
  digests: { plan: string; scenario: string }
  rules: string
  ratings: { subject: string; rating: string; reason: string | null; by: string }[]
  not_exercised: { id: string; title: DocumentText; kind: string }[]
  assessment: {
    signature: { by: string; wall: string; hash: string } | null
    standing: Record<string, { rating: Rating | null; source: 'lead' | 'agreed' | 'open' }>
  }
  narrative: NarrativePart[]
}
