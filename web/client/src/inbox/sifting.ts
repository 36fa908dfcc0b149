/** Sifts the cards of a full inbox: by severity, procedure and words, put together as somebody wants to work through them. */
import type { Card, ProcedureShown } from './inbox'

export const SEVERITIES = ['critical', 'high', 'medium', 'low']

/** What somebody wants to see; an empty text is anything. */
export interface Sieve {
  words: string
  severity: string
  procedure: string
  proposed: boolean
  order: 'severity' | 'procedure'
}
export const wholeInbox = (): Sieve => ({
  words: '',
  severity: '',
  procedure: '',
  proposed: false,
  order: 'severity',
})

/** The place of what belongs to no procedure, such as a service. */
export const ELSEWHERE = 'elsewhere'

/** Returns the procedure that each step stands in. */
export const procedureOf = (procedures: ProcedureShown[]): Map<string, string> =>
  new Map(procedures.flatMap((one) => one.steps.map((step) => [step, one.id] as [string, string])))

/** Returns the cards that pass; *told* says what can be read on one. */
export function sifted(
  cards: Card[],
  sieve: Sieve,
  within: Map<string, string>,
  told: (card: Card) => string,
): Card[] {
  const words = sieve.words.toLowerCase().split(/\s+/u).filter(Boolean)
  return cards.filter(
    (card) =>
      (!sieve.severity || card.severity === sieve.severity) &&
      (!sieve.procedure || (within.get(card.subject) ?? ELSEWHERE) === sieve.procedure) &&
      (!sieve.proposed || card.proposal !== null) &&
      words.every((word) => told(card).toLowerCase().includes(word)),
  )
}

export interface Heap {
  id: string
  cards: Card[]
}

/** Puts cards, the gravest first already, on heaps by severity or by procedure in the order of the plan; none is empty. */
export function heaps(
  cards: Card[],
  order: Sieve['order'],
  procedures: ProcedureShown[],
  within: Map<string, string>,
): Heap[] {
  const isSeverity = order === 'severity'
  const ids = isSeverity ? SEVERITIES : [...procedures.map((one) => one.id), ELSEWHERE]
  const heapOf = (card: Card): string =>
    isSeverity ? card.severity : (within.get(card.subject) ?? ELSEWHERE)
  return ids
    .map((id) => ({ id, cards: cards.filter((card) => heapOf(card) === id) }))
    .filter((heap) => heap.cards.length)
}
