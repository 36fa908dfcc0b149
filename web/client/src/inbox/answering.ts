/** What a plan owner does with cards of the inbox: sent, told, and taken back again while it can be. */
import { ref, type Ref } from 'vue'
import { patch, post, remove } from '../core/api'
import { t } from '../core/i18n'
import { askFirst, tellProblem } from '../core/notices'
import { signedAs } from '../register/register'
import type { Card, Edit } from './inbox'

interface Done {
  draft?: string
  new?: boolean
  changes?: string[]
}
/** What was done last, how to take it back, and where it led. */
export interface Last {
  words: string
  undo: (() => Promise<unknown>) | null
  draft: string | null
}
export interface Answering {
  busy: Ref<boolean>
  last: Ref<Last | null>
  draft: (cards: Card[], into: string, edits?: Record<string, Edit>) => Promise<boolean>
  planLater: (cards: Card[], wanted: { owner: string | null; due: string | null }) => Promise<boolean>
  judge: (what: 'reject' | 'close' | 'reopen', cards: Card[]) => Promise<boolean>
  merge: (cards: Card[], into: string) => Promise<boolean>
  undo: () => Promise<void>
}

const idsOf = (cards: Card[]): string[] => cards.flatMap((card) => card.findings)

export function useAnswering(plan: string, load: () => Promise<unknown>): Answering {
  const busy = ref(false)
  const last = ref<Last | null>(null)
  const path = `/plans/${plan}/inbox`
  const ask = (body: Record<string, unknown>): Promise<Done> =>
    post<Done>(path, { ...body, name: signedAs() })

  async function work(ask: () => Promise<Last>): Promise<boolean> {
    busy.value = true
    try {
      const done = await ask()
      await load()
      last.value = done
      return true
    } catch (problem) {
      tellProblem(problem)
      return false
    } finally {
      busy.value = false
    }
  }
  const takeBack = (cards: Card[]) => (): Promise<unknown> => ask({ do: 'undo', findings: idsOf(cards) })

  /** Returns how to take back what went into a draft; null where it only joined a change that was there. */
  function undraft(done: Done): (() => Promise<unknown>) | null {
    if (!done.new && !done.changes?.length) return null
    if (done.new) return () => remove(`/drafts/${done.draft}`)
    return async () => {
      for (const change of done.changes ?? [])
        await patch(`/drafts/${done.draft}/changes/${change}`, { decision: 'rejected' })
    }
  }
  return {
    busy,
    last,
    draft: (cards, into, edits = {}) =>
      work(async () => {
        const done = await ask({ do: 'draft', findings: idsOf(cards), draft: into || null, edits })
        const words = t('inbox.done.draft', { count: cards.length })
        return { words, undo: undraft(done), draft: done.draft ?? null }
      }),
    planLater: (cards, wanted) =>
      work(async () => {
        await ask({ do: 'plan', findings: idsOf(cards), ...wanted })
        return { words: t('inbox.done.plan', { count: cards.length }), undo: null, draft: null }
      }),
    judge: async (what, cards) => {
      const said = await askFirst({
        title: t(`inbox.ask.${what}`, { count: cards.length }),
        body: what === 'close' ? t('inbox.close_hint') : undefined,
        confirm: t(`inbox.do.${what}`),
        danger: what !== 'reopen',
        reason: { label: t('register.reason'), required: true },
      })
      if (!said) return false
      return work(async () => {
        await ask({ do: what, findings: idsOf(cards), reason: said.reason })
        const undo = what === 'reopen' ? null : takeBack(cards)
        return { words: t(`inbox.done.${what}`, { count: cards.length }), undo, draft: null }
      })
    },
    merge: (cards, into) =>
      work(async () => {
        await ask({ do: 'merge', findings: idsOf(cards), into })
        const others = cards.filter((card) => !card.findings.includes(into))
        return { words: t('inbox.done.merge', { count: cards.length }), undo: takeBack(others), draft: null }
      }),
    undo: async () => {
      const undo = last.value?.undo
      if (!undo) return
      await work(async () => {
        await undo()
        return { words: t('inbox.done.undo'), undo: null, draft: null }
      })
    },
  }
}
