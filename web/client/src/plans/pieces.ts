/** What differs between two texts word by word; Chinese is cut into words by the browser's own segmenter. */
import { diffArrays } from 'diff'
import type { Piece } from './redline'

const segmenter = 'Segmenter' in Intl ? new Intl.Segmenter('zh', { granularity: 'word' }) : null

function words(text: string): string[] {
  return segmenter ? Array.from(segmenter.segment(text), (one) => one.segment) : [...text]
}

export function wordPieces(old: string, next: string): Piece[] {
  return diffArrays(words(old), words(next)).map((part) => ({
    op: part.added ? '+' : part.removed ? '-' : '=',
    text: part.value.join(''),
  }))
}
