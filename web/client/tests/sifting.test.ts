/** A full inbox: its cards sifted by severity, procedure and words, and put on heaps. */
import { describe, expect, it } from 'vitest'
import type { Card } from '../src/inbox/inbox'
import { deedsOf } from '../src/inbox/inbox'
import { ELSEWHERE, heaps, procedureOf, sifted, wholeInbox } from '../src/inbox/sifting'

const card = (id: string, subject: string, severity: string, isProposed = false): Card =>
  ({ id, subject, severity, standing: 'open', proposal: isProposed ? { step: subject } : null }) as Card
const CARDS = [
  card('a', 'G1', 'critical'),
  card('b', 'D8', 'high', true),
  card('c', 'order-entry', 'high'),
  card('d', 'D1', 'low', true),
]
const PROCEDURES = [
  { id: 'detect', title: 'Detect', steps: ['D1', 'D8'] },
  { id: 'report', title: 'Report', steps: ['G1'] },
]
const WITHIN = procedureOf(PROCEDURES)
const TOLD: Record<string, string> = {
  a: '步骤未执行：重新定级',
  b: '判断是否属于须报告事件',
  c: 'RTO',
  d: '确认告警',
}
const ids = (part: Partial<ReturnType<typeof wholeInbox>>): string[] =>
  sifted(CARDS, { ...wholeInbox(), ...part }, WITHIN, (one) => TOLD[one.id]).map((one) => one.id)

describe('a full inbox', () => {
  it('shows everything until somebody narrows it down', () => {
    expect(ids({})).toEqual(['a', 'b', 'c', 'd'])
  })
  it('is sifted by severity, procedure, and whether a change is proposed, all together', () => {
    expect(ids({ severity: 'high' })).toEqual(['b', 'c'])
    expect(ids({ procedure: 'detect' })).toEqual(['b', 'd'])
    expect(ids({ procedure: ELSEWHERE })).toEqual(['c'])
    expect(ids({ proposed: true, severity: 'low' })).toEqual(['d'])
  })
  it('finds all words in any order, whatever their case', () => {
    expect(ids({ words: '定级 未执行' })).toEqual(['a'])
    expect(ids({ words: 'rto' })).toEqual(['c'])
    expect(ids({ words: '  ' })).toHaveLength(4)
  })
  it('lies in heaps by severity or in the order of the plan, none of them empty', () => {
    const lying = (order: 'severity' | 'procedure'): string[] =>
      heaps(CARDS, order, PROCEDURES, WITHIN).map(
        (heap) => `${heap.id} ${heap.cards.map((one) => one.id).join('')}`,
      )
    expect(lying('severity')).toEqual(['critical a', 'high bc', 'low d'])
    expect(lying('procedure')).toEqual(['detect bd', 'report a', 'elsewhere c'])
  })
})

describe('what can be done about a finding', () => {
  it('begins with what is proposed, or with writing a change', () => {
    expect(deedsOf(CARDS[1])[0]).toBe('draft')
    expect(deedsOf(CARDS[0])[0]).toBe('edit')
    expect(deedsOf({ ...CARDS[0], standing: 'closed' })).toEqual(['reopen'])
  })
})
