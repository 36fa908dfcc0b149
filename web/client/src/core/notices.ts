/** Short notices at the edge of the screen, spoken politely, and questions that need an answer first. */
import { reactive, shallowRef } from 'vue'
import { wordsOf } from './api'

export interface Notice {
  id: number
  kind: 'good' | 'bad' | 'info'
  words: string
}

export interface Question {
  title: string
  body?: string
  confirm: string
  danger?: boolean
  /** Label of a reason to be given; `required` keeps the button away from an empty one, `text` is there to begin with. */
  reason?: { label: string; required?: boolean; text?: string }
  answer: (given: Answer | null) => void
}

export interface Answer {
  reason: string
}

const SHOWN_MS = 6000
let last = 0
export const notices = reactive<Notice[]>([])
export const question = shallowRef<Question | null>(null)

export function tell(words: string, kind: Notice['kind'] = 'info'): void {
  const id = ++last
  notices.push({ id, kind, words })
  setTimeout(() => dismiss(id), kind === 'bad' ? SHOWN_MS * 2 : SHOWN_MS)
}

export function tellProblem(problem: unknown): void {
  tell(wordsOf(problem), 'bad')
}

export function dismiss(id: number): void {
  const at = notices.findIndex((notice) => notice.id === id)
  if (at >= 0) notices.splice(at, 1)
}

/** Puts a question before the person; resolves to null when it is turned down. */
export function askFirst(asked: Omit<Question, 'answer'>): Promise<Answer | null> {
  return new Promise((resolve) => {
    question.value = { ...asked, answer: (given) => ((question.value = null), resolve(given)) }
  })
}
