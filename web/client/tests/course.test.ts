import { describe, expect, it } from 'vitest'
import type { Line } from '../src/live/protocol'
import { isPassed, keyed, lineAt, shownOutages, step, type Place } from '../src/travel/course'
import { heldAfter } from '../src/travel/past'

const line = (seq: number, at: number, fact: Line['fact'] = { type: 'acted' }): Line => ({
  seq,
  at,
  wall: '',
  by: null,
  source: 'outside',
  fact,
})
const LINES = [line(1, 0), line(3, 60_000), line(4, 60_000), line(9, 90_000)]
const END = 120_000
const time = (at: number): Place => ({ at, seq: null })

describe('the line at a place', () => {
  it('is the last of its millisecond when a time was chosen', () => {
    expect(lineAt(LINES, time(60_000))?.seq).toBe(4)
    expect(lineAt(LINES, time(59_999))?.seq).toBe(1)
  })
  it('is the entry itself, or the last one told before it', () => {
    expect(lineAt(LINES, { at: 60_000, seq: 3 })?.seq).toBe(3)
    expect(lineAt(LINES, { at: 60_000, seq: 8 })?.seq).toBe(4)
    expect(lineAt(LINES, { at: 0, seq: 0 })).toBeUndefined()
  })
})

describe('the arrow keys', () => {
  it('go from entry to entry, also within one millisecond', () => {
    expect(step(LINES, { at: 60_000, seq: 3 }, 1)).toEqual({ at: 60_000, seq: 4 })
    expect(step(LINES, { at: 60_000, seq: 4 }, -1)).toEqual({ at: 60_000, seq: 3 })
  })
  it('lead back from between two entries to the earlier one, and on to the later one', () => {
    expect(step(LINES, time(70_000), -1)).toEqual({ at: 60_000, seq: 4 })
    expect(step(LINES, time(70_000), 1)).toEqual({ at: 90_000, seq: 9 })
  })
  it('stop before the first and at the last', () => {
    expect(step(LINES, { at: 0, seq: 1 }, -1)).toEqual({ at: 0, seq: 0 })
    expect(step(LINES, { at: 0, seq: 0 }, 1)).toEqual({ at: 0, seq: 1 })
    expect(step(LINES, { at: 90_000, seq: 9 }, 1)).toEqual({ at: 90_000, seq: 9 })
    expect(step([], time(0), 1)).toEqual(time(0))
  })
})

describe('the other keys', () => {
  it('go by minutes and never past the ends', () => {
    expect(keyed('PageUp', LINES, time(30_000), END)).toEqual(time(90_000))
    expect(keyed('PageUp', LINES, time(90_000), END)).toEqual(time(END))
    expect(keyed('PageDown', LINES, time(30_000), END)).toEqual(time(0))
  })
  it('go to both ends, and leave letters alone', () => {
    expect(keyed('Home', LINES, time(30_000), END)).toEqual({ at: 0, seq: 0 })
    expect(keyed('End', LINES, time(30_000), END)).toEqual(time(END))
    expect(keyed('a', LINES, time(30_000), END)).toBeNull()
  })
})

describe('the course', () => {
  it('shows a seat the stretches in which its screens showed trouble', () => {
    const shown = (seq: number, at: number, shows: string) =>
      line(seq, at, { type: 'service_shown', service: 'db', shows })
    const lines = [shown(1, 10, 'degraded'), shown(2, 20, 'down'), shown(3, 50, 'up'), shown(4, 80, 'down')]
    expect(shownOutages(lines, 100)).toEqual([
      { service: 'db', state: 'degraded', from: 10, until: 20 },
      { service: 'db', state: 'down', from: 20, until: 50 },
      { service: 'db', state: 'down', from: 80, until: 100 },
    ])
  })
  it('knows whether something happens between two moments', () => {
    expect(isPassed(LINES, 60_000, 89_999)).toBe(false)
    expect(isPassed(LINES, 60_000, 90_000)).toBe(true)
  })
})

describe('what is held after an answer', () => {
  const view = { clock: {}, acts: { a1: { id: 'a1' } } } as never
  const first = heldAfter(
    null,
    { audience: 'facilitator', seq: 4, at: 0, from: 0, lines: LINES.slice(0, 3), frame: {} as never, view },
    'x',
  )
  it('takes changes in and goes on with the lines', () => {
    const told = {
      audience: 'facilitator' as const,
      seq: 9,
      at: 0,
      from: 4,
      lines: LINES.slice(3),
      changes: { acts: { a9: { id: 'a9' } } },
    }
    const next = heldAfter(first, told, 'x')
    expect(Object.keys(next.view.acts!)).toEqual(['a1', 'a9'])
    expect(next.lines.map((one) => one.seq)).toEqual([1, 3, 4, 9])
    expect(next.frame).toBe(first.frame)
  })
  it('forgets lines that come later when it goes back', () => {
    const back = heldAfter(first, { audience: 'facilitator', seq: 1, at: 0, from: 1, lines: [], view }, 'x')
    expect(back.lines.map((one) => one.seq)).toEqual([1])
  })
})
