/** A plan's values as they are shown. */
import { describe, expect, it } from 'vitest'
import { planValueWords } from '../src/plans/changes'
import { isLength, partsOf, valueText } from '../src/plans/values'

describe('a mapping', () => {
  it('is shown part by part', () => {
    expect(valueText({ by: ['it-head'], within: '5m' })).toBe('by: it-head; within: 5m')
  })
  it('has parts, a list has none', () => {
    expect([partsOf({ within: '5m' }), partsOf(['a'])]).toEqual([[['within', '5m']], []])
  })
})

it('a length of time is told from any other text', () => {
  expect(['9m', '2m30s', '1h', '90s'].every(isLength)).toBe(true)
  expect(['', 'm', 'major', '9 m', 9].some(isLength)).toBe(false)
})

describe('a value of a plan in words', () => {
  const names = { get: (id: string) => ({ risk: '风险控制负责人' })[id] }
  it('is a dash where nothing stood, also among names that answer to anything', () => {
    expect(planValueWords(null, { get: (id: string) => id })).toBe('–')
    expect(planValueWords(undefined, names)).toBe('–')
  })
  it('calls people by what they are', () => {
    expect(planValueWords('risk', names)).toBe('风险控制负责人')
  })
})
