import { expect, it } from 'vitest'
import { percent } from '../src/core/i18n'

it('writes no share short of the whole as all of it', () => {
  expect([0, 0.515, 0.9949, 0.996, 0.99999, 1].map(percent)).toEqual([
    '0%',
    '52%',
    '99%',
    '99.6%',
    '99.9%',
    '100%',
  ])
  expect(percent(null)).toBe('–')
})
