/** Reads from the journal's lines when each service was not up. */
import type { Line } from '../live/protocol'

export interface Outage {
  service: string
  state: string
  from: number
  until: number
}

/** Returns the stretches of `down` and `degraded`, those still lasting drawn to *now*. */
export function outages(lines: Line[], now: number): Outage[] {
  const found: Outage[] = []
  const open = new Map<string, Outage>()
  for (const { at, fact } of lines) {
    if (fact.type !== 'service_changed') continue
    const service = String(fact.service)
    const before = open.get(service)
    if (before) before.until = at
    open.delete(service)
    if (fact.to !== 'up') {
      const begun = { service, state: String(fact.to), from: at, until: now }
      open.set(service, begun)
      found.push(begun)
    }
  }
  for (const lasting of open.values()) lasting.until = Math.max(now, lasting.from)
  return found
}
