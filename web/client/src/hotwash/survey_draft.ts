/** The questions of a survey while they are edited: both languages side by side, and back to what is sent. */
import type { DocumentText } from '../core/i18n'
import { optionsOf, type Question, type QuestionKind } from './hotwash'

export interface Both {
  zh: string
  en: string
}
export interface DraftOption {
  id: string
  title: Both
}
export interface DraftQuestion {
  id: string
  kind: QuestionKind
  title: Both
  required: boolean
  low: Both
  high: Both
  options: DraftOption[]
  /** Whether it is asked. */
  asked: boolean
}

const LANGUAGES = ['zh', 'en'] as const

export function draftOf(questions: Question[]): DraftQuestion[] {
  return questions.map((question) => ({
    id: question.id,
    kind: question.kind,
    title: both(question.title),
    required: !!question.required,
    low: both(question.low),
    high: both(question.high),
    options: optionsOf(question).map((one) => ({ id: one.id, title: both(one.title) })),
    asked: true,
  }))
}

/** Returns the questions that are asked, as they are sent; what a kind has no use for is left out. */
export function questionsOf(draft: DraftQuestion[]): Question[] {
  return draft
    .filter((one) => one.asked)
    .map((one) => ({
      id: one.id,
      kind: one.kind,
      title: text(one.title),
      ...(one.required ? { required: true } : {}),
      ...(one.kind === 'scale' ? ends(one) : {}),
      ...(isChoosing(one.kind)
        ? { options: one.options.map((option) => ({ id: option.id, title: text(option.title) })) }
        : {}),
    }))
}

/** Returns what a question still lacks, as the end of a catalogue key; nothing when it can be asked. */
export function lacks(question: DraftQuestion): '' | 'title' | 'options' | 'option_title' {
  if (!isWritten(question.title)) return 'title'
  if (!isChoosing(question.kind)) return ''
  if (question.options.length < 2) return 'options'
  return question.options.every((one) => isWritten(one.title)) ? '' : 'option_title'
}

export const isChoosing = (kind: QuestionKind): boolean => kind === 'choice' || kind === 'choices'

export function blankQuestion(taken: DraftQuestion[]): DraftQuestion {
  return {
    id: freeId('own', taken),
    kind: 'scale',
    title: { zh: '', en: '' },
    required: false,
    low: { zh: '', en: '' },
    high: { zh: '', en: '' },
    options: [],
    asked: true,
  }
}

export function blankOption(taken: DraftOption[]): DraftOption {
  return { id: freeId('o', taken), title: { zh: '', en: '' } }
}

function freeId(beginning: string, taken: { id: string }[]): string {
  for (let n = taken.length + 1; ; n++) {
    const id = `${beginning}-${n}`
    if (!taken.some((one) => one.id === id)) return id
  }
}

function both(title: DocumentText): Both {
  if (typeof title === 'string') return { zh: title, en: title }
  const plain = title?.[''] ?? ''
  return { zh: title?.zh ?? plain, en: title?.en ?? plain }
}

const isWritten = (title: Both): boolean => LANGUAGES.some((language) => title[language].trim())

/** Leaves out a language in which nothing is written: the other one then serves both. */
function text(title: Both): Record<string, string> {
  const written = LANGUAGES.filter((language) => title[language].trim())
  return Object.fromEntries(written.map((language) => [language, title[language].trim()]))
}

function ends(question: DraftQuestion): Pick<Question, 'low' | 'high'> {
  return {
    ...(isWritten(question.low) ? { low: text(question.low) } : {}),
    ...(isWritten(question.high) ? { high: text(question.high) } : {}),
  }
}
