/** A redline as the server tells it: what differs between two versions of a plan, item by item, text by word. */
import type { DocumentText } from '../core/i18n'
import { t, tOr } from '../core/i18n'

export interface Piece {
  op: '=' | '-' | '+'
  text: string
}
export interface RedlineField {
  key: string
  old: unknown
  new: unknown
  /** Empty where the value is no text. */
  pieces?: Piece[] | null
}
export interface RedlineItem {
  kind: string
  id: string
  title: DocumentText
  op: 'changed' | 'added' | 'removed' | 'moved'
  procedure?: string | null
  from_procedure?: string | null
  fields: RedlineField[]
}
export interface RedlinePaper {
  from: { id: string; version: number; digest?: string }
  to: { id: string; version: number; digest?: string }
  items: RedlineItem[]
}

const LANGUAGES: Record<string, string> = { zh: '中文', en: 'English' }
const AROUND = 60

/** Returns the name of a field by its path, such as `escalate.within` or `purpose.zh`. */
export function fieldWords(key: string): string {
  return key
    .split('.')
    .filter(Boolean)
    .map((part) => LANGUAGES[part] ?? tOr(`section.${part}`, tOr(`step_key.${part}`, part)))
    .join(' · ')
}

/** Returns what an item is called: by its title, its kind beside it where that alone does not tell. */
export function kindWords(kind: string): string {
  if (kind === 'sections') return t('plan.sections')
  return tOr(`kind.${kind}`, kind)
}

/** Returns *pieces* with long stretches that stayed cut to what stands around a change. */
export function shortened(pieces: Piece[]): Piece[] {
  return pieces.map((piece, i) => {
    if (piece.op !== '=' || piece.text.length <= AROUND * 2 + 20) return piece
    const head = i === 0 ? '' : piece.text.slice(0, AROUND)
    const tail = i === pieces.length - 1 ? '' : piece.text.slice(-AROUND)
    return { op: '=', text: `${head} … ${tail}` }
  })
}

export const isLong = (pieces: Piece[]): boolean =>
  pieces.some((piece, i) => shortened(pieces)[i].text !== piece.text)
