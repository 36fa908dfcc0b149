/** The shape of the view's section `assessment`: how far people's judgement has come (docs/protocol.md section 4). */
import type { SurveyView } from './survey'

export interface Signing {
  what: 'guide_signed' | 'guide_reopened' | 'evaluation_signed' | 'evaluation_reopened'
  by: string
  seq: number
  wall: string
  reason: string | null
  evaluator: string | null
}

export interface AssessmentView {
  panel: string[]
  named: boolean
  lead: string | null
  /** Who has signed the own guide, with the entry that says so. */
  signed: Record<string, number>
  ever_signed: string[]
  revealed: boolean
  progress: Record<string, { rated: number; observed: number }>
  final: Record<string, { rating: string; reason: string | null; by: string; seq: number }>
  unsettled: string[]
  signature: {
    by: string
    seq: number
    wall: string
    through: number
    hash: string
    rules: string
    comment: string | null
  } | null
  history: Signing[]
  survey: SurveyView | null
  /** How many answered the survey. */
  answers: number
}
