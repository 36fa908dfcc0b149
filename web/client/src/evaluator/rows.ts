/** Turns obligations into rows of a scored timeline: when it was called for, when due, when done. */
import type { Obligation } from '../core/evaluation'

export type Filter = 'open' | 'failed' | 'met' | 'all'
export const FILTERS: Filter[] = ['all', 'open', 'failed', 'met']
const FAILED = ['late', 'very_late', 'missed', 'violated', 'partial', 'compensated']

export function fits(one: Obligation, filter: Filter): boolean {
  if (filter === 'open') return one.verdict === 'pending'
  if (filter === 'failed') return FAILED.includes(one.verdict)
  if (filter === 'met') return one.verdict === 'met'
  return true
}

/** Returns the obligations that are drawn over time, earliest called for first. */
export function timed(all: Obligation[]): Obligation[] {
  return all
    .filter((one) => one.anchor_ms !== null && one.verdict !== 'not_triggered')
    .sort((a, b) => a.anchor_ms! - b.anchor_ms!)
}

/** Returns the worst first: failures, then what is open, then what is met, each by time. */
export function worstFirst(all: Obligation[]): Obligation[] {
  const rank = (one: Obligation): number =>
    FAILED.includes(one.verdict) ? 0 : one.verdict === 'pending' ? 1 : one.verdict === 'met' ? 2 : 3
  return [...all].sort((a, b) => rank(a) - rank(b) || (a.anchor_ms ?? Infinity) - (b.anchor_ms ?? Infinity))
}
