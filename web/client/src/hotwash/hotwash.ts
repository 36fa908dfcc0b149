/** The shapes of the hot wash: its board, and the survey with its results (docs/protocol.md section 2). */
import { get } from '../core/api'
import type { ServiceSpans } from '../core/evaluation'
import { read, t, type DocumentText } from '../core/i18n'
import type { Named } from '../live/frame'
import type { Anonymity, Question, QuestionKind } from '../live/survey'

export type { Anonymity, Question, QuestionKind, SurveyView } from '../live/survey'

export interface Moment {
  at_ms: number
  subjects: string[]
  titles: DocumentText[]
  kind: string
  verdict: string
  obligations: string[]
  seqs: number[]
  role: string | null
  role_title: DocumentText
  sentence?: DocumentText
}

export interface Topic {
  seq: number
  kind: string | null
  text: string
  role: string
  role_title: DocumentText
  observed: boolean
}

export interface Board {
  ended: boolean
  /** Whether who asks may see how it went. */
  shown: boolean
  duration_ms: number
  headline: { rating: string | null; score: number | null; sentences?: DocumentText[] } | null
  best: Moment[]
  worst: Moment[]
  services: ServiceSpans[]
  topics: Topic[]
  survey: { open: boolean; answered: number; invited: number } | null
}

export const QUESTION_KINDS: QuestionKind[] = ['scale', 'choice', 'choices', 'yes-no', 'text']
export const SCALE = [1, 2, 3, 4, 5]
export const LONGEST_ANSWER = 4000
export const MOST_QUESTIONS = 60
export const ANONYMITY: Anonymity[] = ['allowed', 'always', 'never']

export type Answer = number | string | boolean | string[] | null
export type Answers = Record<string, Answer>

export interface Count {
  value: number | string
  title?: DocumentText
  n: number
}
export interface QuestionResult {
  question: string
  title: DocumentText
  kind: QuestionKind
  required: boolean
  low: DocumentText
  high: DocumentText
  n: number
  counts: Count[]
  mean: number | null
  texts: { text: string; role: string | null }[]
  roles: { role: string; n: number; mean: number | null }[]
}
export interface SurveyResults {
  open: boolean
  anonymous: Anonymity
  answered: number
  invited: number
  few: boolean
  asked: Question[]
  questions: QuestionResult[]
  role_titles: Record<string, DocumentText>
}
export interface SurveyPage {
  survey: SurveyResults | null
  shelf: { id: string; title: DocumentText; questions: Question[] }[]
}

export const getBoard = (table: string): Promise<Board> => get<Board>(`/tables/${table}/hotwash`)
export const getSurvey = (table: string): Promise<SurveyPage> => get<SurveyPage>(`/tables/${table}/survey`)

/** The options of a choice; one that is written as its id alone has no other title. */
export function optionsOf(question: Question): Named[] {
  return (question.options ?? []).map((one) =>
    typeof one === 'string' ? { id: one, title: one } : { ...one, title: one.title ?? one.id },
  )
}

export function momentTitle(moment: Moment): string {
  return moment.titles.map(read).join(' · ') || t(`obligation.${moment.kind}`)
}

/** Whether nothing was answered. */
export function isOmitted(answer: Answer | undefined): boolean {
  if (typeof answer === 'string') return !answer.trim()
  return answer == null || (Array.isArray(answer) && !answer.length)
}

/** How a possible answer reads: an option, yes or no, a step of the scale with what its end means. */
export function countWords(result: QuestionResult, count: Count): string {
  if (count.title && read(count.title)) return read(count.title)
  if (result.kind === 'yes-no') return t(count.value === 'yes' ? 'survey.yes' : 'survey.no')
  const end = count.value === 1 ? read(result.low) : count.value === 5 ? read(result.high) : ''
  return end ? t('survey.step_named', { step: count.value, name: end }) : String(count.value)
}
