/** Agreement in words: the bands of kappa at their borders, and how far ratings lie apart. */
import { describe, expect, it } from 'vitest'
import { band, digits, spread } from '../src/evaluation/agreement'

describe('the band of kappa', () => {
  it.each([
    [1, 'almost_perfect'],
    [0.81, 'almost_perfect'],
    [0.8049, 'substantial'],
    [0.61, 'substantial'],
    [0.6, 'moderate'],
    [0.41, 'moderate'],
    [0.4, 'fair'],
    [0.21, 'fair'],
    [0.2, 'slight'],
    [0, 'slight'],
    [-0.3333, 'poor'],
  ])('of %f is %s', (kappa, words) => {
    expect(band(kappa)).toBe(words)
  })
})

it('writes kappa with two digits', () => {
  expect([1, 0.3333, 0, -0.2857].map(digits)).toEqual(['1.00', '0.33', '0.00', '−0.29'])
})

describe('ratings', () => {
  it('lie as many grades apart as stand between the best and the worst', () => {
    expect(spread(['P', 'U', 'S'])).toBe(3)
    expect(spread(['S', 'M'])).toBe(1)
  })
  it('of one evaluator, or all the same, do not lie apart', () => {
    expect(spread(['M'])).toBe(0)
    expect(spread(['M', 'M'])).toBe(0)
    expect(spread([])).toBe(0)
  })
})
