/** Rehearsals: intervals by Wilson, duties met of those that count, differences beyond luck. */
import { describe, expect, it } from 'vitest'
import { isSure, metOf, wilson, type Chance, type Duty } from '../src/rehearsal/rehearsal'

const chance = (times: number, of: number): Chance => ({ times, of, chance: times / of, low: 0, high: 1 })
const duty = (verdicts: Record<string, Chance>): Duty => ({
  id: 'D1.response',
  step: 'D1',
  kind: 'response',
  limit_ms: null,
  instances: 10,
  called: chance(10, 10),
  verdicts,
  delay_ms: null,
})

describe('the interval of a share', () => {
  it('is that of the textbook for 81 of 263', () => {
    const found = wilson(81, 263)
    expect(found.low).toBeCloseTo(0.2553, 3)
    expect(found.high).toBeCloseTo(0.3662, 3)
  })
  it('of none at all knows nothing', () => {
    expect(wilson(0, 0)).toEqual({ times: 0, of: 0, chance: null, low: 0, high: 1 })
  })
  it('never leaves 0 to 1', () => {
    expect(wilson(0, 20).low).toBe(0)
    expect(wilson(20, 20).high).toBeLessThanOrEqual(1)
  })
})

describe('how often a duty was met', () => {
  it('leaves out what does not count', () => {
    const found = metOf(duty({ met: chance(6, 10), late: chance(2, 10), pending: chance(2, 10) }))
    expect([found.times, found.of, found.chance]).toEqual([6, 8, 0.75])
  })
  it('is never when nothing was met', () => {
    expect(metOf(duty({ missed: chance(10, 10) })).chance).toBe(0)
  })
})

describe('a difference', () => {
  it('is sure when its interval lies on one side of nothing', () => {
    expect(isSure({ mean: 0.2, low: 0.1, high: 0.3 })).toBe(true)
    expect(isSure({ mean: 0.2, low: -0.1, high: 0.5 })).toBe(false)
    expect(isSure({ mean: null, low: null, high: null })).toBe(false)
  })
})
