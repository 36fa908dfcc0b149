/** Reads and tidies what was filled into a form. */
import { excess } from '../live/limits'
import type { Form, FormField, FormValues } from '../live/protocol'

export function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

/** Returns the required fields that are still empty. */
export function missing(form: Form, values: FormValues): FormField[] {
  return form.fields.filter((field) => field.required && isEmpty(values[field.id]))
}

/** Returns the fields whose text is longer than the server takes. */
export function tooLong(form: Form, values: FormValues): FormField[] {
  return form.fields.filter((field) => excess(values[field.id]) > 0)
}

/** Returns the filled values as the server reads them; empty ones are left out. */
export function tidy(form: Form, values: FormValues): FormValues {
  const filled = form.fields.filter((field) => !isEmpty(values[field.id]))
  return Object.fromEntries(filled.map((field) => [field.id, typed(field, values[field.id])]))
}

function typed(field: FormField, value: unknown): unknown {
  if (field.type === 'number') return Number(value)
  if (field.type === 'text') return String(value).trim()
  return value
}

/** Returns the zone at the end of an ISO moment, such as `+08:00`. */
export function zoneOf(moment: string): string {
  return /(Z|[+-]\d{2}:\d{2})$/.exec(moment)?.[0] ?? 'Z'
}
