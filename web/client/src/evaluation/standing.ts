/** Knows how the assessment of a table stands, and asks again whenever somebody judged. */
import { ref, shallowRef, watch } from 'vue'
import { get, wordsOf } from '../core/api'
import type { Rating } from '../core/evaluation'
import type { GuideSubject } from '../evaluator/assessing'
import type { Table } from '../live/table'

export interface Agreement {
  items: number
  exact: number | null
  kappa: number | null
}

export interface StandingSubject extends GuideSubject {
  score: number | null
  rating: Rating | null
  gates: string[]
  /** By the rules with people's verdicts in place of the automatic ones. */
  adjusted: Rating | null
  given: Record<string, { rating: Rating; reason: string | null; by: string; seq: number }>
  final: Rating | null
  source: 'lead' | 'agreed' | 'automatic' | 'open'
  reason: string | null
}

export interface Precondition {
  code: string
  met: boolean
  must: boolean
  missing: string[]
}

export interface Standing {
  seq: number
  rules: string
  sees_others: boolean
  subjects: StandingSubject[]
  agreement: {
    evaluators: string[]
    /** What each gave to each subject, the tasks included. */
    ratings: Record<string, Record<string, Rating>>
    overall: Agreement
    targets: Record<string, Agreement>
    pairs: (Agreement & { one: string; other: string })[]
  } | null
  preconditions: Precondition[]
  signature: {
    seq: number
    by: string
    wall: string
    through: number
    hash: string
    rules: string
    comment: string | null
    holds: boolean
  } | null
}

export function useStanding(table: Table) {
  const standing = shallowRef<Standing | null>(null)
  const error = ref('')
  let asking = false
  let again = false

  /** Asks; once more after the answer when something happened meanwhile. */
  async function load(): Promise<void> {
    if (asking) return void (again = true)
    asking = true
    again = false
    try {
      standing.value = await get<Standing>(`/tables/${table.id}/assessment`)
      error.value = ''
    } catch (problem) {
      error.value = wordsOf(problem)
    } finally {
      asking = false
    }
    if (again) await load()
  }

  const { view, clock, link } = table
  watch(
    () => [
      view.value?.ratings,
      view.value?.notes,
      view.value?.overrides,
      view.value?.assessment,
      clock.value?.phase,
      link.value,
    ],
    () => void (link.value === 'live' && load()),
    { immediate: true },
  )
  return { standing, error, load }
}
