/** Puts a value of a plan into words: roles and steps by their titles, lengths of time, keys translated. */
import { list, t, tOr } from '../core/i18n'
import { lengthText, readLength } from '../core/time'
import { isLength, partsOf, valueText } from './values'

export function planValueWords(value: unknown, names: Pick<Map<string, string>, 'get'>): string {
  if (value === null || value === undefined) return valueText(value)
  const said = (one: unknown): string => planValueWords(one, names)
  if (Array.isArray(value)) return list(value.map(said))
  const inside = partsOf(value).map(([key, part]) =>
    t('said_of', { name: tOr(`step_key.${key}`, key), what: said(part) }),
  )
  if (inside.length) return inside.join('; ')
  if (isLength(value)) return lengthText(readLength(String(value))!)
  const word = String(value)
  return names.get(word) ?? tOr(`criticality.${word}`, tOr(`source.${word}`, valueText(value)))
}
