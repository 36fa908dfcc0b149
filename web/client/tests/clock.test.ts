/** The clock: exercise time follows the last clock told, whatever this machine's own clock says. */
import { describe, expect, it } from 'vitest'
import { exerciseTime, WallOffset } from '../src/live/clock'
import type { Clock } from '../src/live/protocol'

const clock = (change: Partial<Clock>): Clock => ({
  phase: 'running',
  at: 60_000,
  wall: 1_000_000,
  speed: 1,
  reason: null,
  ended_ms: null,
  end_reason: null,
  ...change,
})

describe('exercise time', () => {
  it('passes with the wall while the exercise runs', () => {
    expect(exerciseTime(clock({}), 1_002_500)).toBe(62_500)
  })
  it('passes as many times as fast as the speed says', () => {
    expect(exerciseTime(clock({ speed: 10 }), 1_002_500)).toBe(85_000)
  })
  it.each(['ready', 'paused', 'ended'] as const)('stands still when %s', (phase) => {
    expect(exerciseTime(clock({ phase }), 9_999_999)).toBe(60_000)
  })
  it('never runs backwards before the moment that it was told', () => {
    expect(exerciseTime(clock({}), 999_000)).toBe(60_000)
  })
})

describe('the offset of the own clock', () => {
  it('is the one of the message that travelled fastest', () => {
    const offset = new WallOffset()
    offset.hear(5_000, 4_900)
    offset.hear(6_000, 5_990)
    expect(offset.ms).toBe(100)
  })
  it('forgets what was heard long ago, for clocks drift', () => {
    const offset = new WallOffset(2)
    offset.hear(500, 0)
    offset.hear(100, 0)
    offset.hear(110, 0)
    expect(offset.ms).toBe(110)
  })
})
