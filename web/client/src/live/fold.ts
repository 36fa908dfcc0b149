/** Folds the server's messages into what this window shows; no clock, no network, no screen. */
import type { Entries, Line, Presence, Snapshot, View } from './protocol'

/** The sections whose members are merged one by one; any other section is replaced whole. */
const MERGED = new Set([
  'mail',
  'acts',
  'messages',
  'services',
  'seats',
  'injects',
  'recoveries',
  'roles',
  'notes',
  'ratings',
  'overrides',
  'actors',
  'counts',
])

export interface Shown {
  seq: number
  view: View
  lines: Line[]
}

export function shownBy(snapshot: Snapshot): Shown {
  return { seq: snapshot.seq, view: snapshot.view, lines: snapshot.lines }
}

/** Takes in one `entries` message; what the snapshot already held changes nothing. */
export function takeIn(shown: Shown, message: Entries): Shown {
  if (message.to <= shown.seq) return shown
  return {
    seq: message.to,
    view: applyChanges(shown.view, message.changes),
    lines: message.lines.length ? [...shown.lines, ...message.lines] : shown.lines,
  }
}

export function applyChanges(view: View, changes: Record<string, unknown>): View {
  const next: Record<string, unknown> = { ...view }
  for (const [section, change] of Object.entries(changes)) {
    next[section] = MERGED.has(section) ? merge(next[section], change) : change
  }
  return next as unknown as View
}

function merge(old: unknown, change: unknown): Record<string, unknown> {
  const merged = { ...(old as Record<string, unknown>) }
  for (const [key, value] of Object.entries(change as Record<string, unknown>)) {
    if (value === null) delete merged[key]
    else merged[key] = value
  }
  return merged
}

/** Notes that a person came, went or fell idle. */
export function takePresence(view: View, heard: Presence): View {
  const seat = view.seats?.[heard.role]
  if (!seat) return view
  const others = seat.people.filter((one) => one.person !== heard.person)
  const people = [
    ...others,
    { person: heard.person, name: heard.name, online: heard.online, simulated: heard.simulated },
  ]
  const changed = { ...seat, people, idle_ms: heard.idle_ms }
  if (seat.state) changed.state = stateOf(people, heard.idle_ms)
  return { ...view, seats: { ...view.seats, [heard.role]: changed } }
}

const IDLE_MS = 300_000

function stateOf(
  people: { online: boolean; simulated: boolean }[],
  idle: number,
): 'empty' | 'present' | 'idle' | 'lost' {
  if (!people.length) return 'empty'
  if (!people.some((one) => one.online || one.simulated)) return 'lost'
  return idle >= IDLE_MS ? 'idle' : 'present'
}

/** Returns the members of a section in the order of the journal, else in document order. */
export function inOrder<T extends object>(section: Record<string, T> | undefined): T[] {
  return Object.values(section ?? {}).sort((a, b) => place(a) - place(b))
}

function place(member: object): number {
  const { seq, order } = member as { seq?: number; order?: number }
  return seq ?? order ?? 0
}
