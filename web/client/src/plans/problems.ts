/** Puts what the checks found in a plan into words. */
import { t, tOr } from '../core/i18n'
import { lengthText } from '../core/time'
import type { CheckProblem } from './draft'

const TIMES = ['at', 'end', 'within', 'most']
const KINDS = ['kind', 'other']

/** Returns a problem without its place. */
export function problemWords(one: CheckProblem): string {
  const numbers = Object.fromEntries(
    Object.entries(one.numbers).map(([key, value]) => [key, numberWords(key, value)]),
  )
  const key = `problem.${one.code}`
  const hint = numbers.hint
  if (!hint) return tOr(key, one.code, numbers)
  const hinted = tOr(`${key}_hinted`, '', numbers)
  return hinted || tOr(key, one.code, numbers) + t('problem.hint', { hint })
}

function numberWords(key: string, value: string | number): string | number {
  if (TIMES.includes(key) && typeof value === 'number') return lengthText(value)
  return KINDS.includes(key) ? tOr(`kind.${value}`, String(value)) : value
}
