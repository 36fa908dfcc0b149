/** The shapes of scenarios, plans, exercises and drafts as the server lists them. */
import type { Proof } from '../review/report'
import type { DocumentText } from './i18n'
import type { Action, BookProcedure, Form, InjectView, Named, Person, Phase } from '../live/protocol'

export interface ScenarioRow extends Named {
  summary: DocumentText
  plan: string
  plan_title: DocumentText
  type: string
  causes: string[]
  duration_ms: number
  injects: number
  seats: number
  objectives: number
  problems: number
  warnings: number
}

export interface PlanVersion {
  version: number
  digest: string
  published_by: string | null
  published_wall: number | null
}
export interface PlanRow extends Named {
  owner: string
  newest: number
  versions: PlanVersion[]
  drafts: number
  roles: number
  services: number
  recoveries: number
  steps: number
}
export interface Library {
  scenarios: ScenarioRow[]
  plans: PlanRow[]
}

export interface Problem {
  severity: 'error' | 'warning'
  code: string
  where: string
  file: string
  line: number | null
  column: number | null
  numbers: Record<string, string | number>
  words: string
}

export interface ScenarioDetail extends Omit<ScenarioRow, 'injects' | 'objectives'> {
  briefing: DocumentText
  story_start: string
  actors: Named[]
  objectives: (Named & {
    steps: string[]
    capability: DocumentText
    target: DocumentText
    sources: string[]
  })[]
  seat_list: { role: string; title: DocumentText; places: number }[]
  injects: InjectView[]
  check: Problem[]
}

export interface PlanService extends Named {
  rto_ms: number | null
  rpo_ms: number | null
  depends_on: (string | { any_of: string[] })[]
  degrades_on: (string | { any_of: string[] })[]
  impact: Record<string, number>
  monitored: boolean
}
export interface PlanDocument extends Named {
  version: number
  owner: string
  sections: Record<string, DocumentText>
  roles: (Named & { deputies: string[]; duties: DocumentText })[]
  services: PlanService[]
  recoveries: (Named & { restores: string[]; needs: Record<string, number>; takes: unknown })[]
  forms: Form[]
  actions: Action[]
  procedures: BookProcedure[]
}

export interface ExerciseSeat {
  role: string
  title: DocumentText
  mode: 'open' | 'filled' | 'simulated' | 'closed'
  people: Person[]
}
export interface ExerciseTable {
  id: string
  name: string
  phase: Phase
  now: number
  code: string
  links?: { observer?: string; seats?: Record<string, string> }
  seats: ExerciseSeat[]
}
export interface Exercise {
  id: string
  title: DocumentText
  scenario: string
  scenario_title: DocumentText
  plan: { id: string; version: number; title: DocumentText }
  open_book: boolean
  launched_wall: number
  demo: boolean
  links?: { facilitator?: string; evaluator?: string }
  tables: ExerciseTable[]
}

export interface Change {
  id: string
  step: string
  key: string
  old: unknown
  new: unknown
  reason: { code: string; numbers?: Record<string, string | number> } | null
  note: string
  evidence: { table?: string; finding?: string; seqs?: number[]; findings?: string[] } | null
  /** The lines of the journal on which it stands. */
  proof?: Proof[]
  decision: 'proposed' | 'accepted' | 'rejected'
}
export interface Draft {
  id: string
  plan: string
  base: number
  version: number
  state: string
  author: { person: string; name: string }
  /** Whether this browser wrote it: its author never publishes. */
  mine: boolean
  made_wall: number
  changes: Change[]
  published: { version: number; by?: string; wall?: number } | null
}
export interface Diff {
  lines: { op: string; old: number | null; new: number | null; text: string }[]
  changes: Change[]
}

export interface Me {
  protocol: number
  version: string
  csrf: string
  wall: number
  demo: string | null
  passes: import('../live/protocol').Pass[]
}

/** How simulated colleagues behave; `plan` names the one plan that it is for, if any. */
export interface BehaviourRow {
  id: string
  title: DocumentText
  notes: DocumentText
  plan: string | null
}
