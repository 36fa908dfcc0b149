/** Knows the guide, who this person is among those who judge, and what is locked by a signature. */
import { computed, inject, provide, type InjectionKey } from 'vue'
import { get } from '../core/api'
import { t, type DocumentText } from '../core/i18n'
import type { Rating } from '../core/evaluation'
import { useLoading } from '../core/loading'
import type { Table } from '../live/table'

export const LETTERS: Rating[] = ['P', 'S', 'M', 'U']

export interface Task {
  id: string
  title: DocumentText
  does: DocumentText
  by: { id: string; title: DocumentText }[]
  procedure: string
  within_ms: number | null
  within_max_ms: number | null
  every_ms: number | null
  hard: boolean
  quorum: number | null
  is_prohibition: boolean
  criticality: string
  source: string
  clause: string[]
}

export interface GuideSubject {
  subject: string
  kind: 'whole' | 'objective' | 'procedure'
  id: string
  title: DocumentText
  capability: DocumentText
  target: DocumentText
  sources: string[]
  phase: string | null
  tasks: string[]
}

export interface Guide {
  subjects: GuideSubject[]
  tasks: Record<string, Task>
  services: { id: string; title: DocumentText; rto_ms: number | null; rpo_ms: number | null }[]
}

/** What the rules say of a subject; *adjusted* is the rating with people's verdicts, where there are such. */
export interface Automatic {
  rating: Rating | null
  score: number | null
  gates: string[]
  adjusted: Rating | null
}

export type Lock = '' | 'not_started' | 'signed_off' | 'guide_signed'

function follow(table: Table) {
  const { view, frame, clock } = table
  const { data: guide, error, load } = useLoading(() => get<Guide>(`/tables/${table.id}/guide`))
  const assessment = computed(() => view.value?.assessment)
  /** By what name this person's ratings and signatures are known. */
  const me = computed(() => frame.value?.me.name ?? frame.value?.me.kind ?? '')
  const hasSigned = computed(() => !!assessment.value && me.value in assessment.value.signed)
  const onPanel = computed(() => !!assessment.value?.panel.includes(me.value))
  /** Whether this person may name the panel, settle ratings and sign the whole. */
  const leads = computed(
    () => frame.value?.me.kind === 'facilitator' || (!!me.value && assessment.value?.lead === me.value),
  )
  /** Whether others' ratings and observations are kept from this person, since somebody has yet to sign. */
  const blind = computed(() => {
    const now = assessment.value
    if (!now || frame.value?.me.kind === 'facilitator') return false
    return !(now.revealed && (now.ever_signed.includes(me.value) || !onPanel.value))
  })

  /** Why nothing can be judged just now; empty when it can. */
  const lock = computed<Lock>(() => {
    if (!clock.value || clock.value.phase === 'ready') return 'not_started'
    if (assessment.value?.signature) return 'signed_off'
    return hasSigned.value ? 'guide_signed' : ''
  })
  const lockWords = computed(() => (lock.value ? t(`guide.lock.${lock.value}`) : ''))
  /** Why no verdict can be set: a signed guide does not stand in its way, a signed evaluation does. */
  const verdictLock = computed(() => (lock.value === 'guide_signed' ? '' : lockWords.value))
  return {
    guide,
    error,
    load,
    assessment,
    me,
    hasSigned,
    onPanel,
    leads,
    blind,
    lock,
    lockWords,
    verdictLock,
  }
}

export type Assessing = ReturnType<typeof follow>
const KEY: InjectionKey<Assessing> = Symbol('assessing')

export function provideAssessing(table: Table): Assessing {
  const assessing = follow(table)
  provide(KEY, assessing)
  return assessing
}

export function useAssessing(): Assessing {
  const found = inject(KEY)
  if (!found) throw new Error('a desk of evaluators must provide its assessment')
  return found
}
