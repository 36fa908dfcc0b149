/** The shapes of findings, actions and what is told of them, and their words. */
import { ref, watch } from 'vue'
import { lengthText } from '../core/time'
import { read, t, tOr, type DocumentText } from '../core/i18n'
import { pass } from '../core/session'
import type { Proof } from '../review/report'

export interface TableProof {
  table: string
  name: string
  severity: string
  evidence: number[]
  numbers: Record<string, unknown>
}
export interface Finding {
  id: string
  /** None of what a rehearsal, a check or an import found. */
  exercise: string | null
  origin: 'exercise' | 'rehearsal' | 'check' | 'import'
  standing: string
  plan: string
  version: number
  subject: string
  kind: string
  code: string
  state: 'open' | 'accepted' | 'rejected' | 'merged'
  taken_wall: number | null
  into: string | null
  severity: string
  class: string
  root_cause: string
  reason: { code: string; numbers: Record<string, number> }
  report_class: string | null
  title: DocumentText
  of: number
  numbers: Record<string, unknown>
  tables: TableProof[]
  repeated: string[]
  words: DocumentText
  automatic: { severity: string; class: string; root_cause: string }
  edited: string[]
  actions?: Action[]
}
export interface Piece {
  text: string
  link?: string
  attachment?: string
  by: string
  at: string
}
export interface Action {
  id: string
  finding: string
  state: string
  element: string
  words: Record<string, string>
  owner_kind: string
  owner: string | null
  start: string | null
  due: string | null
  verifier: string | null
  into: string | null
  revision: number
  evidence: Piece[]
  overdue: boolean
  moves: string[]
}
export type Row = Omit<Action, 'finding'> & { finding: Finding }
export interface Role {
  id: string
  title: DocumentText
}
export interface Titles {
  exercise_title: DocumentText
  plan_title: DocumentText
  roles: Role[]
  table_names: Record<string, string>
}
export interface FindingsPaper extends Titles {
  findings: (Finding & { actions: Action[] })[]
  gone: string[]
  tables: number
  running: number
  next_exercise: string | null
}
export interface RegisterPaper {
  rows: Row[]
  total: number
  overdue: number
  plans: string[]
  owners: string[]
  exercises: (Titles & { id: string; title: DocumentText })[]
}
export interface Deed {
  wall: number
  by: string | null
  did: string
  reason: string | null
  changes: Record<string, [unknown, unknown]>
}
export interface ActionDetail extends Row, Titles {
  history: Deed[]
  finding_history: Deed[]
  siblings: { id: string; words: Record<string, string> }[]
  day: { working: boolean; announced: boolean; next_working: string; working_days_left: number } | null
}
export interface ProofPaper {
  tables: { table: string; lines: Proof[] }[]
  history: Deed[]
}

export const SEVERITIES = ['critical', 'high', 'medium', 'low']
export const CLASSES = ['deficiency', 'correction', 'recommendation']
export const CAUSES = ['plan', 'people', 'resource', 'system', 'external', 'exercise_artefact']
export const ELEMENTS = ['planning', 'organization', 'equipment', 'training', 'exercises']
export const OWNER_KINDS = ['role', 'person', 'organisation']
export const STATES = ['proposed', 'accepted', 'in_progress', 'done', 'verified', 'rejected', 'merged']

const KEPT = 'startex.register.name'
/** What the person at this tab is called in histories, where the pass does not tell. */
export const signer = ref(localStorage.getItem(KEPT) ?? '')
watch(signer, (name) => localStorage.setItem(KEPT, name))

/** Returns the name to send along: none where the pass has its own. */
export const signedAs = (): string | null => (pass.value?.name ? null : signer.value.trim() || null)

/** Returns a finding in a line: a person's words, else what failed and where. */
export function findingLine(one: Finding): string {
  const own = read(one.words)
  if (own) return own
  const name = tOr(`finding.${one.code}`, one.code)
  const what = read(one.title) || one.subject
  return t('said_of', { name, what })
}

/** Returns why a root cause is proposed. */
export function reasonLine(one: Finding): string {
  const numbers = Object.fromEntries(
    Object.entries(one.reason.numbers ?? {}).map(([key, value]) => [
      key,
      key.endsWith('_ms') ? lengthText(value) : value,
    ]),
  )
  return t(`cause.why.${one.reason.code}`, numbers)
}

/** Returns the name of who owns an action. */
export function ownerName(owner: string | null, roles: Role[]): string {
  return read(roles.find((role) => role.id === owner)?.title) || owner || '–'
}

/** Returns who did something: the person's name with what they are. */
export function doer(by: string | null): string {
  if (!by) return ''
  const [kind, ...name] = by.split('/')
  const called = tOr(`kind_of.${kind}`, kind)
  return name.length ? t('register.by', { name: name.join('/'), kind: called }) : called
}

/** Returns a value of a field as people read it. */
export function valueWords(field: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return '–'
  if (typeof value === 'object') return read(value as DocumentText)
  const text = String(value)
  if (field === 'severity') return tOr(`severity.${text}`, text)
  if (field === 'class') return tOr(`register.class.${text}`, text)
  if (field === 'root_cause') return tOr(`cause.of.${text}`, text)
  if (field === 'standing') return tOr(`standing.${text}`, text)
  if (field === 'element') return tOr(`element.${text}`, text)
  if (field === 'owner_kind') return tOr(`action.owner_kind.${text}`, text)
  if (field === 'state') return tOr(`action.state.${text}`, tOr(`register.state.${text}`, text))
  return text
}

/** Returns the name of a field. */
export const fieldWords = (field: string): string =>
  tOr(`register.column.${field}`, tOr(`register.field.${field}`, field))
