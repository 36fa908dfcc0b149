/** The shapes of the library of plans, as the server lists it. */
import type { DocumentText } from '../core/i18n'
import type { Named } from '../live/protocol'

export interface Owner {
  name: string
  email: string | null
}
export interface DraftRow {
  id: string
  base: number
  version: number
  state: string
  title: string | null
  author: string
  contributors: string[]
  made_wall: number
  asked_by: string | null
  imported: boolean
}
export interface PlanCard {
  owners: Owner[]
  review_by: string | null
  overdue: boolean
  archived: string | null
}
interface Dated {
  version: number
  day: string
}
export interface LibraryPlan extends Named, PlanCard {
  owner: string | null
  newest: number | null
  in_force: Dated | null
  coming: Dated | null
  drafts: DraftRow[]
  findings: number
  exercised: { exercise: string; wall: number } | null
  steps: number
  services: number
  recoveries: number
}
export interface LogEntry {
  step: string
  key: string
  op: string
  old: unknown
  new: unknown
  reason: { code: string; numbers?: Record<string, string | number> } | string | null
  note: string | null
  findings: string[]
}
export interface VersionRow {
  version: number
  digest: string
  published_by: string | null
  published_wall: number | null
  effective: string
  approved_by: string | null
  draft: string | null
  note: string | null
  changelog: LogEntry[]
}
export interface DraftHead {
  id: string
  base: number
  version: number
  state: string
  title?: string | null
  author: { person: string; name: string }
  made_wall: number
}
export interface PlanHead extends Omit<LibraryPlan, 'drafts'> {
  versions: VersionRow[]
  drafts: DraftHead[]
}

/** What can be asked of the list: each mark leaves the plans for which it is true. */
export const MARKS: Record<string, (plan: LibraryPlan) => boolean> = {
  waiting: (plan) => plan.drafts.some((draft) => draft.state !== 'open'),
  overdue: (plan) => plan.overdue,
  findings: (plan) => plan.findings > 0,
  unexercised: (plan) => !plan.exercised,
}

/** Says whether *words* occur in what a row shows. */
export function holds(plan: LibraryPlan, words: string, title: (text: DocumentText) => string): boolean {
  const wanted = words.trim().toLowerCase()
  if (!wanted) return true
  const shown = [plan.id, title(plan.title), ...plan.owners.flatMap((one) => [one.name, one.email ?? ''])]
  return shown.some((one) => one.toLowerCase().includes(wanted))
}
