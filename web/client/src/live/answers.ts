/** Puts a filled form into words: each field's title and value, services and options by their titles. */
import { list, number, read, t } from '../core/i18n'
import { isEmpty } from '../participant/forms'
import type { FormField, FormValues, Named } from './frame'

export interface Answered {
  id: string
  title: string
  words: string
}

/** Returns what was filled in, in the form's order; a value whose field is unknown keeps its id. */
export function answered(
  fields: FormField[],
  values: FormValues,
  services: Named[],
  storyStart = '',
): Answered[] {
  const known = fields.filter((field) => !isEmpty(values[field.id]))
  const other = Object.keys(values).filter((id) => !fields.some((field) => field.id === id))
  return [
    ...known.map((field) => ({
      id: field.id,
      title: read(field.title) || field.id,
      words: valueWords(field, values[field.id], services, storyStart),
    })),
    ...other.map((id) => ({ id, title: id, words: plain(values[id]) })),
  ]
}

/** Returns the titles of the fields that were left empty. */
export function leftBlank(fields: FormField[], values: FormValues): string[] {
  return fields.filter((field) => isEmpty(values[field.id])).map((field) => read(field.title) || field.id)
}

/** Returns one value in words, as its field's type says; an empty one is an empty text. */
export function fieldWords(
  field: FormField | undefined,
  value: unknown,
  services: Named[],
  storyStart = '',
): string {
  if (isEmpty(value)) return ''
  return field ? valueWords(field, value, services, storyStart) : plain(value)
}

function valueWords(field: FormField, value: unknown, services: Named[], storyStart: string): string {
  if (field.type === 'yes-no')
    return value === true || value === false ? t(value ? 'yes' : 'no') : plain(value)
  if (field.type === 'number') return Number.isFinite(Number(value)) ? number(Number(value), 6) : plain(value)
  if (field.type === 'time') return momentWords(String(value), storyStart)
  const titles = field.type === 'services' ? services : (field.options ?? [])
  if (field.type === 'text') return plain(value)
  return [value]
    .flat()
    .map((id) => titleOf(titles, String(id)))
    .join(' · ')
}

/** `10:07:00` on the story's first day, with the day before it on any other; as written when it is no moment. */
export function momentWords(value: string, storyStart: string): string {
  const moment = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(?::\d{2})?)/.exec(value)
  if (!moment) return value
  return storyStart.startsWith(moment[1]) ? moment[2] : `${moment[1]} ${moment[2]}`
}

const titleOf = (titles: Named[], id: string): string =>
  read(titles.find((one) => one.id === id)?.title) || id

const plain = (value: unknown): string => (Array.isArray(value) ? list(value.map(String)) : String(value))
