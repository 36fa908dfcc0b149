/** The shapes of a table's frame: what does not change while it runs (docs/protocol.md section 4). */
import type { DocumentText } from '../core/i18n'

export type Kind = 'facilitator' | 'evaluator' | 'observer' | 'participant'
export type Named = { id: string; title: DocumentText }

export interface Option {
  id: string
  title: DocumentText
}

export interface Action extends Named {
  kind: string
  options: Option[]
  form: string | null
  to: string[]
}

export type FieldType = 'text' | 'number' | 'time' | 'choice' | 'choices' | 'services' | 'yes-no'
export interface FormField extends Named {
  type: FieldType
  required: boolean
  options?: Option[]
}
export interface Form extends Named {
  fields: FormField[]
}
export type FormValues = Record<string, unknown>

export interface FrameService extends Named {
  rto_ms: number | null
  rpo_ms: number | null
  order: number
}

export interface FrameStep extends Named {
  procedure: string
  phase: string
  does: string
  by: string[]
  within_ms: number | null
  criticality: string
}

export interface Frame {
  exercise: { id: string; title: DocumentText; open_book: boolean; show_scores_after: boolean }
  table: { id: string; name: string }
  scenario: { id: string; title: DocumentText; type: string; story_start: string; duration_ms: number }
  briefing: DocumentText
  me: {
    kind: Kind
    person: string | null
    name: string | null
    /** How the journal calls this person: the role or kind, and the name. */
    by: string
    role: string | null
    title: DocumentText
    duties: DocumentText
  }
  services: FrameService[]
  roles?: Named[]
  actors?: Named[]
  actions?: Action[]
  forms?: Form[]
  procedures?: BookProcedure[]
  sections?: Record<string, DocumentText>
  steps?: FrameStep[]
  objectives?: (Named & { steps: string[]; capability?: DocumentText; target?: DocumentText })[]
  recoveries?: Named[]
  summary?: DocumentText
  truth?: Record<string, unknown>
  reality?: Record<string, unknown>
  links?: { observer?: string; seats?: Record<string, string>; facilitator?: string; evaluator?: string }
}

export interface BookStep extends Named {
  does: string
  by: string[]
  within_ms: number | null
  every_ms: number | null
  criticality: string
  source: string
  clause: string[]
  clock?: string | null
  after: string[]
  quorum: number | null
  hard: boolean
}
export interface BookProcedure extends Named {
  phase: string
  steps: BookStep[]
}
