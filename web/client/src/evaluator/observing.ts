/** The observation that is being written: shared by the guide, the timeline and the form of the same desk. */
import { inject, nextTick, provide, reactive, type InjectionKey } from 'vue'
import type { Attachment } from './attachments'

export interface Draft {
  text: string
  kind: string
  step: string
  objective: string
  /** The moment that it is about in milliseconds; null: now. */
  at: number | null
  evidence: number[]
  attachments: Attachment[]
  /** Entry number of the own note that it corrects. */
  replaces: number | null
  /** Entry number of a participant's note that it was made from. */
  origin: number | null
}

export function blank(): Draft {
  return {
    text: '',
    kind: '',
    step: '',
    objective: '',
    at: null,
    evidence: [],
    attachments: [],
    replaces: null,
    origin: null,
  }
}

function observing(show: () => void) {
  const draft = reactive<Draft>(blank())

  /** Fills in what is known, leaves what was typed already, and leads to the form. */
  function begin(known: Partial<Draft>): void {
    Object.assign(draft, known)
    show()
    void nextTick(() => document.getElementById('n-text')?.focus())
  }

  function clear(): void {
    Object.assign(draft, blank())
  }
  return { draft, begin, clear }
}

export type Observing = ReturnType<typeof observing>
const KEY: InjectionKey<Observing> = Symbol('observing')

/** Lets the parts of a desk write one observation; *show* brings its form to the front. */
export function provideObserving(show: () => void): Observing {
  const made = observing(show)
  provide(KEY, made)
  return made
}

export function useObserving(): Observing {
  const found = inject(KEY)
  if (!found) throw new Error('a desk of evaluators must provide its observation')
  return found
}
