/** Says why a verdict is what it is: the code's words, with its numbers as times. */
import { t, tOr } from '../core/i18n'
import { lengthText } from '../core/time'
import type { Obligation, Why } from '../core/evaluation'

export function whyWords(why: Why | null | undefined): string {
  if (!why) return ''
  const numbers = Object.entries(why).filter(([key]) => key !== 'code')
  const values = Object.fromEntries(
    numbers.map(([key, value]) => [key, key.endsWith('_ms') ? lengthText(Number(value)) : String(value)]),
  )
  return tOr(`why.${why.code}`, why.code, values)
}

export function marginWords(one: Pick<Obligation, 'margin_ms'>): string {
  if (one.margin_ms === null) return ''
  return t(one.margin_ms >= 0 ? 'margin.early' : 'margin.late', { time: lengthText(Math.abs(one.margin_ms)) })
}
