/** The shapes of a plan owner's inbox, and the words that its parts share. */
import { t, tOr, type DocumentText } from '../core/i18n'
import { lengthText } from '../core/time'
import type { Action, Role } from '../register/register'

export interface TableShown {
  table: string
  name: string
  obligations: { id: string; verdict: string }[]
  evidence: number[]
}
export interface Stage {
  wall: number
  what: string
  who: string | null
  numbers: Record<string, unknown> & { tables?: TableShown[]; title?: DocumentText }
  standing: string
}
export interface Seen {
  finding: string
  exercise: string
  title: DocumentText
  launched_wall: number | null
  version: number
  tables: { table: string; name: string }[]
  of: number
}
export interface Proposal {
  step: string
  key: string
  old: unknown
  new: unknown
  reason: { code: string; numbers: Record<string, unknown> }
}
export interface Side {
  id: string
  title: DocumentText
  source: string
  clause: string[]
  key: string | null
  ms: number | null
  verification: string | null
}
export interface SourceConflict {
  code: string
  rule: Side
  plan: Side
  chain: Side[]
}
export interface Card {
  id: string
  findings: string[]
  fresh: string[]
  subject: string
  title: DocumentText
  kind: string
  code: string
  state: string
  origin: 'exercise' | 'rehearsal' | 'check' | 'import'
  source: string | null
  version: number
  severity: string
  class: string
  root_cause: string
  reason: { code: string; numbers: Record<string, number> }
  numbers: Record<string, unknown>
  words: DocumentText
  never_exercised: boolean
  signed: boolean
  standing: string
  since_wall: number | null
  course: Stage[]
  seen: Seen[]
  proposal: Proposal | null
  /** What the plan says of the step or service now, as it is written. */
  item: Record<string, unknown>
  actions: Action[]
  merged: string[]
  conflict: SourceConflict | null
}
export interface OpenDraft {
  id: string
  title: string | null
  version: number
  author: string
}
/** A procedure of the plan with the ids of its steps. */
export interface ProcedureShown extends Role {
  steps: string[]
}
export interface InboxPaper {
  plan: { id: string; title: DocumentText; version: number | null; owner: string }
  roles: Role[]
  steps: Role[]
  procedures: ProcedureShown[]
  drafts: OpenDraft[]
  cards: Card[]
}
/** What a person writes in place of a proposal, or where there is none. */
export interface Edit {
  step: string
  key: string
  new?: unknown
  written?: string
  note?: string
}

/** Returns numbers of a reason as they are read: lengths in words, shares in percent. */
export function spokenNumbers(numbers: Record<string, unknown>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(numbers).map(([key, value]) => [
      key,
      key.endsWith('_ms') && typeof value === 'number' ? lengthText(value) : String(value ?? ''),
    ]),
  )
}

/** Returns why a change is proposed. */
export function reasonWords(proposal: Proposal): string {
  const { code, numbers } = proposal.reason
  const otherwise = tOr(`finding.${code}`, code)
  return tOr(`reason.${code}`, otherwise, spokenNumbers(numbers))
}

/** Whether somebody still has to do something about it. */
export const isToDo = (card: Card): boolean => ['open', 'reopened'].includes(card.standing)
export const isSettled = (card: Card): boolean => ['verified', 'closed'].includes(card.standing)

export type Deed = 'draft' | 'edit' | 'plan' | 'reject' | 'close' | 'reopen'
/** Returns what can be done about a finding, what lies nearest first. */
export function deedsOf(card: Card): Deed[] {
  if (isSettled(card)) return ['reopen']
  return [...(card.proposal ? (['draft', 'edit'] as const) : (['edit'] as const)), 'plan', 'reject', 'close']
}

/** Returns the name of a draft in a list of drafts. */
export const draftName = (one: OpenDraft): string =>
  t('inbox.draft_named', {
    title: one.title || t('version_n', { version: one.version }),
    by: one.author || t('unnamed'),
  })
