/** The programme: weeks of a month, working days, what stands on which day. */
import { describe, expect, it } from 'vitest'
import {
  isWorking,
  marksOf,
  shifted,
  weeksOf,
  type HeldExercise,
  type Planned,
  type Programme,
  type ReportRow,
} from '../src/programme/programme'

const paper = (told: Partial<Programme>): Programme => ({
  today: '2026-06-10',
  year: 2026,
  since: '2026-01-01',
  duties: [],
  planned: [],
  held: [],
  running: [],
  reports: [],
  records: [],
  handed: {},
  conflicts: [],
  days: { holidays: {}, off: [], worked: [], announced: true },
  ...told,
})
const planned = (id: string, day: string, state: Planned['state'] = 'planned'): Planned => ({
  id,
  day,
  state,
  title: { '': id },
  outside: false,
  scenario: null,
  plan: null,
  duties: [],
  joint: false,
  parties: [],
  owner: null,
  remind: [],
  exercise: null,
  reported: null,
  note: null,
  revision: 1,
  cancelled: null,
  working: true,
})
const held = (id: string, planned: string | null): HeldExercise => ({
  id,
  exercise: id,
  planned,
  title: { '': id },
  day: '2026-06-01',
  scenario: null,
  plan: 'broker',
  causes: [],
  type: 'tabletop',
  joint: false,
  switched: false,
  fulfils: [],
  lacks: [],
  reported: null,
})
const report = (duty: string, reported: string | null): ReportRow => ({
  exercise: 'e-1',
  planned: 'a',
  duty,
  day: '2026-06-01',
  due: '2026-06-08',
  state: 'overdue',
  reported,
  to: {},
})

describe('a month', () => {
  it('begins on the Monday before its first day and ends with the week of its last', () => {
    const weeks = weeksOf('2026-03') // 1 March 2026 is a Sunday
    expect([weeks.length, weeks[0][0], weeks[5][6]]).toEqual([6, '2026-02-23', '2026-04-05'])
    expect(weeksOf('2027-02')).toHaveLength(4) // 1 February 2027 is a Monday
  })
  it('knows the leap day', () => {
    expect([shifted('2028-02-28', 1), shifted('2026-02-28', 1), shifted('2026-01-01', -1)]).toEqual([
      '2028-02-29',
      '2026-03-01',
      '2025-12-31',
    ])
  })
})

describe('a working day', () => {
  it('is no weekend and no holiday, unless it is worked', () => {
    const days = {
      holidays: { '2026-02-17': '春节' }, // a Tuesday
      off: ['2026-02-24'],
      worked: ['2026-02-14'], // a Saturday
      announced: true,
    }
    const found = ['2026-02-13', '2026-02-14', '2026-02-15', '2026-02-17', '2026-02-24', '2026-02-25']
    expect(found.map((day) => isWorking(paper({ days }), day))).toEqual([
      true,
      true,
      false,
      false,
      false,
      true,
    ])
  })
})

describe('what stands on a day', () => {
  it('is told by day, what was not held as missed', () => {
    const marks = marksOf(paper({ planned: [planned('b', '2026-06-11'), planned('a', '2026-06-09')] }))
    expect(marks.map((one) => [one.key, one.kind, one.overdue])).toEqual([
      ['a', 'missed', true],
      ['b', 'planned', false],
    ])
  })
  it('leaves an exercise out that its planned one stands for, and a report that was handed in', () => {
    const told = paper({
      planned: [planned('a', '2026-06-01', 'done')],
      held: [held('e-1', 'a'), held('e-2', null)],
      reports: [report('d', null), report('e', '2026-06-05')],
    })
    expect(marksOf(told).map((one) => [one.day, one.kind, one.overdue])).toEqual([
      ['2026-06-01', 'done', false],
      ['2026-06-01', 'done', false],
      ['2026-06-08', 'report', true],
    ])
  })
})
