/** Holds one table as it stood at a moment: asks the server for it, and is handed down like a live table. */
import { computed, onScopeDispose, ref, shallowRef, type Ref } from 'vue'
import type { Evaluation } from '../core/evaluation'
import { get, wordsOf } from '../core/api'
import { applyChanges } from '../live/fold'
import type { Frame, Kind, Line, View } from '../live/protocol'
import type { Link, Table } from '../live/table'

/** What the server tells of a moment (docs/protocol.md section 2). */
interface Told {
  audience: Kind
  seq: number
  at: number
  from: number
  lines: Line[]
  frame?: Frame
  view?: View
  changes?: Record<string, unknown>
  evaluation?: Evaluation
}

/** The moment asked for: a time, an entry's number, or now. */
export type Point = { time: number } | { seq: number } | 'now'

interface Held {
  eyes: string
  seq: number
  lines: Line[]
  frame: Frame
  view: View
}

/** Returns what is shown after *told*; the lines that were known before it are kept. */
export function heldAfter(before: Held | null, told: Told, eyes: string): Held {
  const known = (before?.lines ?? []).filter((line) => line.seq <= told.from)
  return {
    eyes,
    seq: told.seq,
    lines: [...known, ...told.lines],
    frame: told.frame ?? before!.frame,
    view: told.view ?? applyChanges(before!.view, told.changes ?? {}),
  }
}

export function usePast(id: string, live: Table, at: Ref<number>) {
  const held = shallowRef<Held | null>(null)
  const evaluation = shallowRef<Evaluation | null>(null)
  const error = ref('')
  let asking = false
  let next: (() => Promise<void>) | null = null
  let gone = false
  onScopeDispose(() => (gone = true))

  /** Looks at *point* through *eyes*; of several wishes at once the last is granted. */
  async function look(point: Point, eyes: string, after?: (told: Told) => void): Promise<void> {
    const wish = (): Promise<void> => grant(point, eyes, after)
    if (asking) return void (next = wish)
    asking = true
    await wish()
    while (next && !gone) {
      const then: () => Promise<void> = next
      next = null
      await then()
    }
    asking = false
  }

  async function grant(point: Point, eyes: string, after?: (told: Told) => void): Promise<void> {
    const before = held.value?.eyes === eyes ? held.value : null
    try {
      const told = await get<Told>(`/tables/${id}/at?${query(point, eyes, before)}`)
      held.value = heldAfter(before, told, eyes)
      evaluation.value = told.evaluation ?? null
      error.value = ''
      after?.(told)
    } catch (problem) {
      error.value = wordsOf(problem)
    }
  }

  const link = computed<Link>(() => {
    if (held.value) return live.link.value === 'lost' ? 'lost' : 'live'
    return error.value ? 'refused' : 'connecting'
  })
  const view = computed(() => held.value?.view ?? null)
  const table: Table = {
    ...live,
    replayed: true,
    link,
    refused: error,
    frame: computed(() => held.value?.frame ?? null) as Table['frame'],
    view,
    clock: computed(() => view.value?.clock ?? null),
    lines: computed(() => held.value?.lines ?? []),
    evaluation,
    now: computed(() => at.value),
    second: computed(() => Math.floor(at.value / 1000) * 1000),
    waiting: ref([]) as Table['waiting'],
    submit: () => undefined,
    onRefused: () => undefined,
    order: () => Promise.resolve(null),
  }
  return { table, held, error, look }
}

function query(point: Point, eyes: string, before: Held | null): string {
  const asked = new URLSearchParams({ as: eyes })
  if (point !== 'now')
    for (const [key, value] of Object.entries(point)) asked.set(key, String(Math.floor(value)))
  if (before) asked.set('after', String(before.seq))
  return asked.toString()
}
