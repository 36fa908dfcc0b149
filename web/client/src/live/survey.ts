/** The survey on the wire: its questions, and what a seat sees of it (docs/protocol.md sections 2 and 4). */
import type { DocumentText } from '../core/i18n'
import type { Named } from './frame'

export type QuestionKind = 'scale' | 'choice' | 'choices' | 'yes-no' | 'text'
export type Anonymity = 'never' | 'allowed' | 'always'

export interface Question {
  id: string
  kind: QuestionKind
  title: DocumentText
  required?: boolean
  low?: DocumentText
  high?: DocumentText
  options?: (Named | string)[]
}

/** The survey as a seat sees it. */
export interface SurveyView {
  seq: number
  open: boolean
  anonymous: Anonymity
  questions: Question[]
}
