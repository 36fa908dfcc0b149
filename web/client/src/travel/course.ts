/** Finds one's way along the journal: entries before and after a moment, stops of the keyboard, marks of the course. */
import { MINUTE } from '../core/time'
import type { Line } from '../live/protocol'
import type { Outage } from '../facilitator/outages'

export interface Place {
  at: number
  /** The last entry that has happened there; null where the time alone was chosen. */
  seq: number | null
}

/** Returns the last line up to and including *place*; undefined before the first. */
export function lineAt(lines: Line[], place: Place): Line | undefined {
  return lines.findLast((line) => (place.seq === null ? line.at <= place.at : line.seq <= place.seq))
}

/** Returns where the arrow keys lead: one entry on or back. */
export function step(lines: Line[], place: Place, by: 1 | -1): Place {
  const current = lineAt(lines, place)
  const index = current ? lines.indexOf(current) : -1
  const isBetween = place.seq === null && !!current && current.at < place.at
  const target = by < 0 && isBetween ? index : index + by
  if (target < 0) return { at: 0, seq: 0 }
  const line = lines[Math.min(target, lines.length - 1)]
  return line ? { at: line.at, seq: line.seq } : place
}

/** Returns where *key* leads from *place*; null for a key that means nothing here. */
export function keyed(key: string, lines: Line[], place: Place, end: number): Place | null {
  if (key === 'ArrowLeft' || key === 'ArrowDown') return step(lines, place, -1)
  if (key === 'ArrowRight' || key === 'ArrowUp') return step(lines, place, 1)
  if (key === 'PageDown') return { at: Math.max(0, place.at - MINUTE), seq: null }
  if (key === 'PageUp') return { at: Math.min(end, place.at + MINUTE), seq: null }
  if (key === 'Home') return { at: 0, seq: 0 }
  return key === 'End' ? { at: end, seq: null } : null
}

/** Returns when services were seen not to be up, for who is told only what screens show. */
export function shownOutages(lines: Line[], now: number): Outage[] {
  const found: Outage[] = []
  const open = new Map<string, Outage>()
  for (const { at, fact } of lines) {
    if (fact.type !== 'service_shown') continue
    const service = String(fact.service)
    const before = open.get(service)
    if (before) before.until = at
    open.delete(service)
    if (fact.shows !== 'up' && fact.shows != null) {
      const begun = { service, state: String(fact.shows), from: at, until: now }
      open.set(service, begun)
      found.push(begun)
    }
  }
  return found
}

/** Whether a line stands between two moments, so that something else is to be seen. */
export function isPassed(lines: Line[], from: number, to: number): boolean {
  return lines.some((line) => line.at > from && line.at <= to)
}
