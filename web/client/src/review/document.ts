/** The shape of a report as a document (docs/protocol.md section 5), and of its narrative. */
import type { Tone } from '../ui/Chips'

export interface Span {
  text: string
  strong?: boolean
  tone?: 'good' | 'fair' | 'bad' | 'quiet'
  link?: string
}
export interface Cell {
  spans: Span[]
  kind: string
}
export type Block =
  | { type: 'heading'; level: 1 | 2 | 3; text: string; anchor: string | null }
  | { type: 'paragraph'; spans: Span[]; style: 'body' | 'lead' | 'note' | 'callout' | 'quote' }
  | { type: 'list'; items: Span[][]; ordered: boolean }
  | { type: 'facts'; pairs: [string, Span[]][] }
  | { type: 'table'; heads: string[]; rows: Cell[][]; caption: string; empty: string }
  | { type: 'figure'; svg: string; alt: string; caption: string }
  | { type: 'lines'; label: string; count: number }
  | { type: 'break' }
export interface ReportDocument {
  kind: string
  language: string
  title: string
  subtitle: string
  made: string
  blocks: Block[]
}

/** What a part of the narrative says in one language: *text* is a person's, null where the draft stands. */
export interface NarrativeText {
  draft: string
  text: string | null
  by: string | null
  wall: string | null
}
export interface NarrativePart {
  part: string
  texts: Record<string, NarrativeText>
}

const TONES: Record<string, Tone> = { good: 'good', fair: 'warn', bad: 'bad', quiet: 'stale' }
export const toneOf = (span: Span): Tone => TONES[span.tone ?? ''] ?? ''

/** A chapter of a document: a heading of the first level with all that follows it. */
export interface Chapter {
  title: string
  anchor: string
  blocks: Block[]
}

/** Returns the document's blocks by chapter; what stands before the first heading has no title. */
export function chapters(document: ReportDocument): Chapter[] {
  const found: Chapter[] = [{ title: '', anchor: 'start', blocks: [] }]
  for (const block of document.blocks) {
    if (block.type === 'heading' && block.level === 1)
      found.push({ title: block.text, anchor: block.anchor ?? `part-${found.length}`, blocks: [] })
    else if (block.type !== 'break') found.at(-1)!.blocks.push(block)
  }
  return found.filter((one) => one.title || one.blocks.length)
}
