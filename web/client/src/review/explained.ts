/** The shapes of explanations, of what ratings hang on and of other rules, and how gates are put into words. */
import { read, t, type DocumentText } from '../core/i18n'
import type { Rating } from '../core/evaluation'
import type { Proof } from './report'

export interface Explanation {
  id: string
  step: string
  title: DocumentText
  kind: string
  verdict: string
  score: number | null
  sentence: DocumentText
  rule: DocumentText
  proof: Proof[]
}
export interface Explanations {
  rules: string
  explanations: Explanation[]
}

export interface Judged {
  score: number | null
  rating: Rating | null
  gates: string[]
}
export interface SubjectChange {
  subject: string
  title: DocumentText
  from: Judged
  to: Judged
}
export interface Variant {
  variant: string
  rules: string
  score: number | null
  rating: Rating | null
  verdicts: number
  changes: SubjectChange[]
}
export interface Sensitivity {
  rules: string
  rating: Rating | null
  score: number | null
  variants: Variant[]
}

export interface Side {
  verdict: string
  score: number | null
}
export interface Reevaluation {
  from: string
  to: string
  subjects: SubjectChange[]
  obligations: {
    id: string
    step: string
    kind: string
    title: DocumentText
    from: Side | null
    to: Side | null
  }[]
  released: string[]
  variants: string[]
  today: string
}

/** Returns the name of what is rated: the whole, an objective or a procedure. */
export function subjectWords(one: SubjectChange): string {
  return one.subject === 'whole' ? t('rules.whole') : read(one.title) || one.subject
}

/** Returns what decided a rating, `late:D2.response#1`, in words. */
export function gateWords(gate: string, titles: Map<string, string>): string {
  const [verdict, duty] = [gate.slice(0, gate.indexOf(':')), gate.slice(gate.indexOf(':') + 1)]
  const name = duty.slice(0, duty.lastIndexOf('#'))
  const [step, kind] = [name.slice(0, name.lastIndexOf('.')), name.slice(name.lastIndexOf('.') + 1)]
  const what = t('of_kinds', { title: titles.get(step) ?? step, kinds: t(`obligation.${kind}`) })
  return t('said_of', { name: what, what: t(`verdict.${verdict}`) })
}

/** Returns the name of rules: a released version, or a variant by what it changes. */
export function rulesWords(version: string): string {
  const variant = version.split('+')[1]
  return variant ? t(`sensitivity.${variant}`) : version
}
