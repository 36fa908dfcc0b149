import { describe, expect, it } from 'vitest'
import { wordPieces } from '../src/plans/pieces'
import { isLong, shortened } from '../src/plans/redline'
import { flow, yamlText } from '../src/plans/written'

describe('values of a plan as YAML', () => {
  it('writes conditions in one line as an author would', () => {
    expect(flow({ done: 'D1' })).toBe('{done: D1}')
    expect(flow({ any: [{ signal: 'alarm' }, { silent: 'D2', for: '5m' }] })).toBe(
      '{any: [{signal: alarm}, {silent: D2, for: 5m}]}',
    )
  })
  it('quotes what would be read as something else', () => {
    expect(flow('true')).toBe('"true"')
    expect(flow('a: b')).toBe('"a: b"')
    expect(flow('10')).toBe('"10"')
    expect(flow('2m30s')).toBe('2m30s')
    expect(flow(10)).toBe('10')
    expect(flow('')).toBe('""')
  })
  it('gives each member of a long list a line', () => {
    const facts = [
      { field: 'occurred-at', equals: 'truth.down_since', tolerance: '1m' },
      { field: 'affected', equals: 'truth.affected' },
    ]
    expect(yamlText(facts)).toBe(
      '- {field: occurred-at, equals: truth.down_since, tolerance: 1m}\n- {field: affected, equals: truth.affected}',
    )
    expect(yamlText(null)).toBe('')
  })
})

describe('what differs between two texts', () => {
  it('is told by whole Chinese words', () => {
    const pieces = wordPieces('规定交易中断的处置', '规定行情中断的处置')
    expect(pieces.map((one) => one.op + one.text)).toEqual(['=规定', '-交易', '+行情', '=中断的处置'])
  })
  it('is shortened to what stands around a change', () => {
    const pieces = [
      { op: '=' as const, text: 'a'.repeat(300) },
      { op: '+' as const, text: 'new' },
    ]
    expect(isLong(pieces)).toBe(true)
    expect(shortened(pieces)[0].text).toBe(` … ${'a'.repeat(60)}`)
    expect(isLong(pieces.slice(1))).toBe(false)
  })
})
