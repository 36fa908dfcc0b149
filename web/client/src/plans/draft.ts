/** A draft that several people work on: asked for again every few seconds, nothing typed lost when the network is. */
import { computed, onScopeDispose, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import { get, Refusal, wordsOf } from '../core/api'
import { tell, tellProblem } from '../core/notices'
import type { Change } from '../core/library'
import type { DocumentText } from '../core/i18n'
import { pass } from '../core/session'
import { signedAs } from '../register/register'

export type Decision = 'proposed' | 'accepted' | 'rejected'
export type Op = 'set' | 'add' | 'remove' | 'move'
export interface Place {
  in: string | null
  after: string | null
}
export interface Conflict {
  base: unknown
  theirs: unknown
  mine: unknown
}
export interface DraftChange extends Change {
  op: Op
  place: Place | null
  conflict: Conflict | null
  by: string
  revision: number
  at_wall: number | null
  /** What was proposed, before somebody wrote another value. */
  suggested?: unknown
}
export interface Answer {
  by: string
  answer: 'approved' | 'sent_back' | 'taken_back' | 'rebased'
  reason: string
  wall: number
}
export interface DraftPaper {
  id: string
  plan: string
  base: number
  version: number
  newest: number
  state: 'open' | 'submitted' | 'approved' | 'published' | 'withdrawn'
  revision: number
  mark: string
  title: string | null
  source: string | null
  author: { person: string; name: string }
  contributors: { name: string; wall: number | null }[]
  mine: boolean
  contributed: boolean
  made_wall: number
  changes: DraftChange[]
  conflicts: number
  approval: { by: string; note: string; wall: number; answers: Answer[] } | null
  effective: string | null
  published: { version: number; by?: string } | null
}
export interface CheckProblem {
  severity: 'error' | 'warning'
  code: string
  line: number | null
  numbers: Record<string, string | number>
  kind: string
  item: string
  changes: string[]
  fresh?: boolean
}
export interface DraftCheck {
  problems: CheckProblem[]
  errors: number
  undecided: number
  hindrances: { refused: string; numbers: Record<string, string | number> }[]
}
/** An item as the plan writes it. */
export type Written = Record<string, unknown> & { id: string; title?: DocumentText }
export interface WrittenProcedure extends Written {
  phase: string
  steps?: Written[]
}
export interface WrittenPlan {
  id: string
  title: DocumentText
  owner?: string
  sections?: Record<string, DocumentText>
  resources?: Record<string, number>
  roles?: Written[]
  services?: Written[]
  recoveries?: Written[]
  forms?: Written[]
  actions?: Written[]
  procedures?: WrittenProcedure[]
}

/** What somebody else wrote over, as the refusal tells it. */
export interface Meanwhile {
  change: string | null
  revision: number | null
  by: string
  decision?: Decision
  now: unknown
}

const AGAIN_MS = 4000

export interface DraftDesk {
  id: string
  draft: ShallowRef<DraftPaper | null>
  error: Ref<string>
  /** Whether the server did not answer the last time. */
  lost: Ref<boolean>
  waiting: ComputedRef<number>
  load: () => Promise<void>
  take: (next: DraftPaper) => void
  send: (ask: () => Promise<DraftPaper>) => Promise<Meanwhile | boolean>
}

/** Returns the draft with what can be done to it. */
export function useDraft(id: string): DraftDesk {
  const draft = shallowRef<DraftPaper | null>(null)
  const error = ref('')
  const lost = ref(false)
  const queue = shallowRef<{ ask: () => Promise<DraftPaper>; done: (sent: Meanwhile | boolean) => void }[]>(
    [],
  )

  function take(next: DraftPaper): void {
    if (!draft.value || next.revision >= draft.value.revision) draft.value = next
    lost.value = false
  }
  async function load(): Promise<void> {
    error.value = ''
    const since = draft.value ? `?since=${draft.value.mark}` : ''
    try {
      const found = await get<DraftPaper | undefined>(`/drafts/${id}${since}`)
      if (found) take(found)
      if (lost.value) await flush()
      lost.value = false
    } catch (problem) {
      if (problem instanceof Refusal && problem.code === 'offline' && draft.value) lost.value = true
      else if (!draft.value) error.value = wordsOf(problem)
    }
  }
  async function flush(): Promise<void> {
    const all = queue.value
    queue.value = []
    for (const one of all) one.done(await send(one.ask))
  }
  /** Sends; true when it was done, what stands there now when somebody else was faster, false when refused. */
  async function send(ask: () => Promise<DraftPaper>): Promise<Meanwhile | boolean> {
    try {
      take(await ask())
      return true
    } catch (problem) {
      if (problem instanceof Refusal && problem.code === 'offline') {
        lost.value = true
        return new Promise((done) => (queue.value = [...queue.value, { ask, done }]))
      }
      if (problem instanceof Refusal && problem.code === 'changed_meanwhile') {
        void load()
        return problem.numbers as unknown as Meanwhile
      }
      tellProblem(problem)
      return false
    }
  }
  const warn = (event: BeforeUnloadEvent): void => {
    if (queue.value.length) event.preventDefault()
  }
  void load()
  const asking = setInterval(() => void (document.visibilityState === 'visible' && load()), AGAIN_MS)
  window.addEventListener('beforeunload', warn)
  onScopeDispose(() => {
    clearInterval(asking)
    window.removeEventListener('beforeunload', warn)
  })
  return { id, draft, error, lost, waiting: computed(() => queue.value.length), load, take, send }
}

/** Returns what every request carries: who does it, where the pass does not tell. */
export const signed = (): { name: string | null } => ({ name: signedAs() })

/** What this person is called here; empty where nobody said it. */
export const ownName = (): string => pass.value?.name ?? signedAs() ?? ''

/** Whether *sent* says that somebody else was faster. */
export const isMeanwhile = (sent: Meanwhile | boolean): sent is Meanwhile => typeof sent === 'object'

export const said = (words: string): void => tell(words, 'good')
