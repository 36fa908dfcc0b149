/** Coverage: how old, how often and by whom a step was exercised, as a cell of the map shows it. */
import { describe, expect, it } from 'vitest'
import {
  ageLevel,
  byUse,
  lookOf,
  personOf,
  timesLevel,
  type Rule,
  type StepCover,
} from '../src/coverage/coverage'

const step = (told: Partial<StepCover>): StepCover => ({
  id: 'D1',
  title: 'D1',
  by: ['duty'],
  criticality: 'major',
  clause: [],
  standing: 'exercised',
  times: 1,
  simulated: 0,
  verdict: 'met',
  who: 'people',
  last: '2026-01-01',
  days_ago: 10,
  version: 1,
  changed: [],
  history: [],
  called_by: [],
  ...told,
})

describe('the age of coverage', () => {
  it('counts a day at a limit as the younger side', () => {
    expect([0, 90, 91, 182, 183, 365, 366, 730, 731].map(ageLevel)).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4])
  })
})

describe('a cell of the map', () => {
  it('shows the verdict by colour and mark, paler the longer ago', () => {
    const now = lookOf(step({}), 'verdict')
    const old = lookOf(step({ days_ago: 800 }), 'verdict')
    expect([now.kind, now.text]).toEqual(['good', '✓'])
    expect(old.strength).toBeLessThan(now.strength)
    expect(lookOf(step({ verdict: 'missed' }), 'verdict').kind).toBe('bad')
    expect(lookOf(step({ verdict: 'late' }), 'verdict').text).toBe('▲')
  })
  it('has a pattern of its own where nobody, or no person, ever did the step', () => {
    for (const mode of ['verdict', 'age', 'times', 'who'] as const) {
      expect(lookOf(step({ standing: 'never', verdict: null, days_ago: null }), mode).kind).toBe('never')
      expect(lookOf(step({ standing: 'simulated', times: 0 }), mode).kind).toBe('simulated')
    }
  })
  it('tells apart who answered and that nobody did', () => {
    expect(lookOf(step({ who: 'people' }), 'who').text).toBe('●')
    expect(lookOf(step({ who: 'nobody' }), 'who').text).toBe('○')
  })
  it('gets no stronger from four times on', () => {
    expect([0, 1, 4, 9].map(timesLevel)).toEqual([0, 1, 4, 4])
  })
})

describe('rules', () => {
  const rule = (id: string, cited: boolean, steps: number): Rule =>
    ({ id, cited, clauses: [{ steps: Array(steps).fill({}) }] }) as unknown as Rule
  it('stand by how often steps name them, those that none names apart', () => {
    const found = byUse([rule('a', true, 1), rule('b', false, 0), rule('c', true, 5)])
    expect(found.named.map((one) => one.id)).toEqual(['c', 'a'])
    expect(found.others.map((one) => one.id)).toEqual(['b'])
  })
})

describe('who somebody is', () => {
  it('is the person, or of a bare role the role', () => {
    expect([personOf('duty/li'), personOf('duty')]).toEqual(['li', 'duty'])
  })
})
