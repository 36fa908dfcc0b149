/** The shapes of imported files and of the wizard's state, and the questions to the server about them. */
import { Refusal, credentials, post } from '../core/api'
import { read, t, type DocumentText } from '../core/i18n'
import { lengthWords } from '../core/time'
import { signedAs } from '../register/register'

export const WHATS = ['owner', 'trigger', 'limit', 'cadence', 'authority', 'facts'] as const
export type What = (typeof WHATS)[number]
/** What may be left out on purpose; somebody always has to do a step and to decide. */
export const OPTIONAL: What[] = ['trigger', 'limit', 'cadence', 'facts']
export const FIELDS = [
  'occurred-at',
  'affected',
  'cause',
  'impact',
  'clients',
  'measures',
  'expected-recovery',
  'contact',
]

export interface Hint {
  key: 'within' | 'every' | 'by' | 'after' | 'when'
  value: string
  words: string
  line: number | null
  hard: boolean
}
export interface Origin {
  lines: number[]
  heading: string[]
  id: string | null
  hints: Hint[]
  settled: string[]
}
export interface Notice {
  code: string
  numbers: Record<string, string | number>
  line: number | null
  path: string | null
}
export interface Lacking {
  what: What
  asked: number
  lacking: number
}
export interface PreviewStep {
  id: string
  title: DocumentText
  shape: string
  by: string[]
  lacks: What[]
  origin: Origin | null
}
export interface Preview {
  id: string
  name: string
  format: string
  title: string
  attack: boolean
  plan: string | null
  counts: { procedures: number; steps: number; roles: number; hints: number }
  sections: { key: string; letters: number; text: string }[]
  roles: { title: string; duties: string; line: number | null }[]
  procedures: { id: string; title: DocumentText; phase: string; steps: PreviewStep[] }[]
  lacking: Lacking[] | null
  notices: Notice[]
  source: string[]
  known: { plan: string; version: number; title: DocumentText; unchanged: boolean }[]
}
export interface WizardStep {
  id: string
  title: DocumentText
  procedure: { id: string; title: DocumentText; phase: string }
  kind: string
  by: string[]
  when: unknown
  within: string | null
  hard: boolean
  every: string | null
  authority: string[]
  form: string | null
  notes: DocumentText
  asks: What[]
  lacks: What[]
  settled: string[]
  origin: Origin | null
}
export interface Named {
  id: string
  title: DocumentText
}
export interface Wizard {
  draft: string
  plan: string
  title: DocumentText
  open: boolean
  revision: number
  roles: Named[]
  forms: Named[]
  signals: string[]
  lacking: Lacking[]
  steps: WizardStep[]
  done: number
  total: number
  source: string[] | null
}
export interface Answer {
  steps: string[]
  what: What
  value?: unknown
  written?: string
  none?: boolean
  hard?: boolean
}

/** Which hints are about which question. */
const HINTED: Record<What, Hint['key'][]> = {
  owner: ['by'],
  trigger: ['after', 'when'],
  limit: ['within'],
  cadence: ['every'],
  authority: ['by'],
  facts: [],
}

export function hintsFor(step: WizardStep, what: What): Hint[] {
  return (step.origin?.hints ?? []).filter((hint) => HINTED[what].includes(hint.key))
}

export async function sendFile(file: File, format: string, strict: boolean): Promise<Preview> {
  const form = new FormData()
  form.set('file', file)
  if (format) form.set('format', format)
  if (strict) form.set('strict', '1')
  const headers: Record<string, string> = {}
  if (credentials.bearer) headers.Authorization = `Bearer ${credentials.bearer}`
  else if (credentials.csrf) headers['X-StartEx-CSRF'] = credentials.csrf
  const response = await fetch('/api/v1/imports', { method: 'POST', headers, body: form }).catch(() => {
    throw new Refusal(0, 'offline')
  })
  if (response.ok) return response.json()
  const said = await response.json().catch(() => ({}))
  throw new Refusal(response.status, said.refused ?? 'broken', said.numbers ?? {})
}

/** Returns the answers that take what the words of each of *steps* suggest for *what*, where that is one thing. */
export function suggestedAnswers(steps: WizardStep[], what: What): Answer[] {
  return steps.flatMap((one) => {
    const hints = one.lacks.includes(what) ? hintsFor(one, what) : []
    const [hint] = hints
    if (hints.length !== 1 || hint.key === 'when') return []
    const value = hint.key === 'after' ? { done: hint.value } : hint.value
    return [{ steps: [one.id], what, value, hard: hint.hard }]
  })
}
export const sendAnswers = (draft: string, answers: Answer[]): Promise<Wizard> =>
  post<Wizard>(`/imports/${draft}/answers`, { answers, name: signedAs() ?? null })

export function noticeWords(notice: Notice): string {
  const words = t(`importing.notice.${notice.code}`, notice.numbers)
  const count = Number(notice.numbers.count ?? 1)
  return count > 1 ? t('importing.times', { words, times: count }) : words
}

/** Where a notice is: its line, or its path in a JSON file. */
export const placeWords = (notice: Notice): string =>
  notice.line ? t('importing.line', { line: notice.line }) : (notice.path ?? '')

export const titleOf = (named: Named[], id: string): string =>
  read(named.find((one) => one.id === id)?.title) || id

/** What a step says by now of what it is asked, in words; empty when it says nothing. */
export function saidWords(step: WizardStep, what: What, wizard: Wizard): string {
  if (step.settled.includes(what)) return t('importing.settled')
  const roles = (ids: string[]): string => ids.map((id) => titleOf(wizard.roles, id)).join(' · ')
  switch (what) {
    case 'owner':
      return roles(step.by)
    case 'trigger':
      return step.when == null ? '' : triggerWords(step.when, wizard)
    case 'limit':
      return [lengthWords(step.within ?? ''), step.hard ? t('importing.hard') : '']
        .filter(Boolean)
        .join(' · ')
    case 'cadence':
      return lengthWords(step.every ?? '')
    case 'authority':
      return roles(step.authority)
    default:
      return step.form ? titleOf(wizard.forms, step.form) : ''
  }
}

function triggerWords(when: unknown, wizard: Wizard): string {
  if (when === 'start') return t('importing.trigger.start')
  const said = when as Record<string, unknown>
  if (typeof said.signal === 'string') return t('importing.trigger.signal_is', { signal: said.signal })
  if (typeof said.done === 'string') {
    return t('importing.trigger.after_is', { step: titleOf(wizard.steps, said.done) })
  }
  return JSON.stringify(when)
}
