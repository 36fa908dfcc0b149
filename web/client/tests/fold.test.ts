/** The fold: catching up by seq shows everything once. */
import { describe, expect, it } from 'vitest'
import { inOrder, takeIn, takePresence, type Shown } from '../src/live/fold'
import type { Entries, Line, View } from '../src/live/protocol'

const line = (seq: number): Line => ({
  seq,
  at: seq * 1000,
  wall: '',
  by: null,
  source: 'script',
  fact: { type: 'resumed' },
})
const view = {
  clock: { phase: 'running', at: 0, wall: 0, speed: 1, reason: null, ended_ms: null, end_reason: null },
  mail: { I01: { id: 'I01', seq: 3 } },
} as unknown as View
const shown: Shown = { seq: 5, view, lines: [line(5)] }
const message = (to: number, changes: Record<string, unknown>): Entries => ({
  table: 't',
  from: to,
  to,
  wall: 0,
  lines: [line(to)],
  changes,
})

describe('taking in what is told', () => {
  it('drops what the snapshot already holds', () => {
    expect(takeIn(shown, message(5, { mail: { I02: {} } }))).toBe(shown)
  })
  it('takes what is newer, once', () => {
    const told = message(7, { mail: { I02: { id: 'I02', seq: 7 } } })
    const once = takeIn(shown, told)
    expect(once.lines.map((each) => each.seq)).toEqual([5, 7])
    expect(takeIn(once, told)).toBe(once)
  })
  it('merges the members of a section and removes those that became null', () => {
    const next = takeIn(shown, message(6, { mail: { I01: null, I02: { id: 'I02', seq: 6 } } }))
    expect(Object.keys(next.view.mail ?? {})).toEqual(['I02'])
  })
  it('replaces what is not merged', () => {
    const next = takeIn(shown, message(6, { clock: { phase: 'paused', at: 9 }, overdue: ['I04'] }))
    expect(next.view.clock).toEqual({ phase: 'paused', at: 9 })
    expect(next.view.overdue).toEqual(['I04'])
  })
  it('leaves the former view as it was', () => {
    takeIn(shown, message(6, { mail: { I01: null } }))
    expect(Object.keys(shown.view.mail ?? {})).toEqual(['I01'])
  })
})

describe('members of a section', () => {
  it('stand in the order of the journal, else of the document', () => {
    expect(inOrder({ b: { seq: 9 }, a: { seq: 2 } })).toEqual([{ seq: 2 }, { seq: 9 }])
    expect(inOrder({ b: { order: 1 }, a: { order: 0 } })).toEqual([{ order: 0 }, { order: 1 }])
  })
})

describe('presence', () => {
  const seated = {
    ...view,
    seats: {
      ops: {
        role: 'ops',
        present: true,
        state: 'present',
        people: [{ person: 'li', name: 'Li', online: true, simulated: false }],
      },
    },
  } as View
  const heard = {
    table: 't',
    role: 'ops',
    person: 'li',
    name: 'Li',
    online: false,
    idle_ms: 0,
    simulated: false,
  }

  it('shows a person whose connection went as lost', () => {
    expect(takePresence(seated, heard).seats?.ops.state).toBe('lost')
  })
  it('does not count one person twice', () => {
    expect(takePresence(seated, { ...heard, online: true }).seats?.ops.people).toHaveLength(1)
  })
})
