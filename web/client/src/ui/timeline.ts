/** Places the marks of a timeline: lanes one below the other, rows within a lane so that nothing overlaps. */
import type { Tone } from './Chips'

export interface Lane {
  id: string
  title: string
  /** How many rows of marks it may take; without it the timeline's own number. */
  rows?: number
}

export interface Mark {
  id: string
  lane: string
  at: number
  /** The end of a stretch; without it the mark is a point. */
  until?: number | null
  tone: Tone
  /** Drawn beside the mark where there is room. */
  short: string
  /** Everything that the mark says, for a screen reader and on hovering. */
  label: string
  /** Marks of one group share a row of their own, and the first of them carries the words. */
  group?: string
  /** A planned thing that did not happen yet is drawn hollow. */
  hollow?: boolean
}

export interface Placed extends Mark {
  x: number
  width: number
  row: number
  worded: boolean
}

const POINT = 12
const GAP = 8
export const ROW = 22

/** Returns the width that *text* takes at 12 px, wide characters counted full. */
export function textWidth(text: string): number {
  let width = 0
  for (const letter of text) width += letter.charCodeAt(0) > 0x2e80 ? 12.2 : 6.9
  return width
}

/** Places the marks of one lane in at most *rows* rows; where there is no room, words give way to marks. */
export function place(marks: Mark[], scale: (at: number) => number, right: number, rows: number): Placed[] {
  if (marks.some((mark) => mark.group)) return placeGroups(marks, scale)
  const last: (Placed | null)[] = Array.from({ length: rows }, () => null)
  return [...marks]
    .sort((a, b) => a.at - b.at)
    .map((mark) => {
      const x = scale(mark.at)
      const width = mark.until == null ? POINT : Math.max(4, scale(mark.until) - x)
      const placed: Placed = { ...mark, x, width, row: 0, worded: !!mark.short }
      const free = last.findIndex((before) => !before || end(before) <= x)
      placed.row = free >= 0 ? free : leastCrowded(last, x)
      if (free < 0) last[placed.row]!.worded = false
      if (end(placed) > right) placed.worded = false
      last[placed.row] = placed
      return placed
    })
}

function placeGroups(marks: Mark[], scale: (at: number) => number): Placed[] {
  const rows: string[] = []
  return [...marks]
    .sort((a, b) => a.at - b.at)
    .map((mark) => {
      const x = scale(mark.at)
      const width = mark.until == null ? POINT : Math.max(4, scale(mark.until) - x)
      const group = mark.group ?? mark.id
      const worded = !rows.includes(group)
      if (worded) rows.push(group)
      return { ...mark, x, width, row: rows.indexOf(group), worded }
    })
}

/** Returns where a placed mark ends on the screen, its words included. */
function end(mark: Placed): number {
  const words = mark.worded ? textWidth(mark.short) + GAP : 0
  return mark.x + (mark.until == null ? mark.width + words : Math.max(mark.width, words + GAP)) + 2
}

/** Returns the row whose last mark leaves room if it gives up its words, else the one that ends first. */
function leastCrowded(last: (Placed | null)[], x: number): number {
  const bare = last.map((before) => before!.x + before!.width)
  const free = bare.findIndex((edge) => edge <= x)
  return free >= 0 ? free : bare.indexOf(Math.min(...bare))
}

/** Returns which mark the arrow keys lead to from *index*: sideways in time, up and down between lanes. */
export function neighbour(marks: Placed[], lanes: string[], index: number, key: string): number {
  if (key === 'ArrowRight') return Math.min(marks.length - 1, index + 1)
  if (key === 'ArrowLeft') return Math.max(0, index - 1)
  if (key === 'Home') return 0
  if (key === 'End') return marks.length - 1
  const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0
  if (!step || !marks[index]) return index
  for (let lane = lanes.indexOf(marks[index].lane) + step; lanes[lane]; lane += step) {
    const there = nearest(marks, lanes[lane], marks[index].x)
    if (there >= 0) return there
  }
  return index
}

function nearest(marks: Placed[], lane: string, x: number): number {
  let best = -1
  marks.forEach((mark, i) => {
    if (mark.lane === lane && (best < 0 || Math.abs(mark.x - x) < Math.abs(marks[best].x - x))) best = i
  })
  return best
}
