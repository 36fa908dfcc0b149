/** Comparison of tables: means over what there is, verdicts counted worst first, days told apart. */
import { describe, expect, it } from 'vitest'
import { dayLabels, markOf, meanScore, tally, type PastExercise } from '../src/compare/comparison'

const past = (verdict: string | null) => ({ table: 't', verdict, delays_ms: [], unanswered: 0 })
const launched = (iso: string): PastExercise => ({
  id: iso,
  title: iso,
  launched_wall: Date.parse(iso),
  version: 1,
  scenario: 's',
  tables: [],
})

describe('the mean of scores', () => {
  it('leaves out tables that were not called upon', () => {
    expect(meanScore([{ score: 1 }, { score: null }, { score: 0.5 }])).toBe(0.75)
  })
  it('of no score at all is none', () => {
    expect(meanScore([{ score: null }])).toBeNull()
    expect(meanScore([])).toBeNull()
  })
  it('counts a zero', () => {
    expect(meanScore([{ score: 0 }, { score: 1 }])).toBe(0.5)
  })
})

describe('verdicts of many tables', () => {
  it('are counted with the worst first', () => {
    const tables = [past('met'), past('late'), past('met'), past('violated')]
    expect(tally(tables)).toEqual([
      { verdict: 'violated', count: 1 },
      { verdict: 'late', count: 1 },
      { verdict: 'met', count: 2 },
    ])
  })
  it('leave out tables in which the step was not exercised', () => {
    expect(tally([past(null), past('met')])).toEqual([{ verdict: 'met', count: 1 }])
  })
})

describe('the labels of exercises', () => {
  it('are their days', () => {
    expect(dayLabels([launched('2026-01-02T03:00:00Z'), launched('2026-02-03T03:00:00Z')])).toEqual([
      '2026-01-02',
      '2026-02-03',
    ])
  })
  it('are numbered where a day has several', () => {
    const days = ['2026-01-02T03:00:00Z', '2026-01-02T05:00:00Z', '2026-01-03T05:00:00Z']
    expect(dayLabels(days.map(launched))).toEqual(['2026-01-02 (1)', '2026-01-02 (2)', '2026-01-03'])
  })
})

describe('the mark of a verdict', () => {
  it('differs where the tints do', () => {
    const marks = ['met', 'late', 'missed', null].map(markOf)
    expect(new Set(marks).size).toBe(4)
  })
})
