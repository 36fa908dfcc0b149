/** The timeline: marks keep their time, words give way, arrow keys reach every mark. */
import { describe, expect, it } from 'vitest'
import { neighbour, place, type Mark } from '../src/ui/timeline'

const mark = (id: string, at: number, lane = 'a'): Mark => ({
  id,
  lane,
  at,
  tone: '',
  short: 'word',
  label: id,
})
const scale = (at: number): number => at

describe('placing marks', () => {
  it('puts marks that would overlap into different rows', () => {
    expect(place([mark('x', 0), mark('y', 10)], scale, 1000, 3).map((one) => one.row)).toEqual([0, 1])
  })
  it('takes words away rather than drawing over them', () => {
    const [first, second] = place([mark('x', 0), mark('y', 20)], scale, 1000, 1)
    expect([first.worded, second.worded]).toEqual([false, true])
  })
  it('draws no words past the right edge', () => {
    expect(place([mark('x', 95)], scale, 100, 1)[0].worded).toBe(false)
  })
})

describe('arrow keys', () => {
  const placed = [
    ...place([mark('x', 0), mark('y', 100)], scale, 1000, 1),
    ...place([mark('z', 90, 'b')], scale, 1000, 1),
  ].sort((a, b) => a.at - b.at)
  it('walk through time', () => {
    expect(placed[neighbour(placed, ['a', 'b'], 0, 'ArrowRight')].id).toBe('z')
  })
  it('change the lane to the nearest mark there', () => {
    expect(placed[neighbour(placed, ['a', 'b'], 1, 'ArrowUp')].id).toBe('y')
  })
  it('stay where there is nothing', () => {
    expect(neighbour(placed, ['a', 'b'], 0, 'ArrowUp')).toBe(0)
  })
})

describe('groups of marks', () => {
  it('keep a row of their own, and the first mark carries the words', () => {
    const stretch = (id: string, at: number, group: string): Mark => ({
      ...mark(id, at),
      until: at + 50,
      group,
    })
    const placed = place(
      [stretch('a1', 0, 'a'), stretch('b1', 10, 'b'), stretch('a2', 60, 'a')],
      scale,
      1000,
      1,
    )
    expect(placed.map((one) => [one.id, one.row, one.worded])).toEqual([
      ['a1', 0, true],
      ['b1', 1, true],
      ['a2', 0, false],
    ])
  })
})
