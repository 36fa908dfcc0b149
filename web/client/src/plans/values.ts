/** Writes the old and new values of a plan's change as an author would read them. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return '–'
  if (Array.isArray(value)) return value.map(valueText).join(', ')
  if (typeof value === 'object')
    return partsOf(value)
      .map(([key, part]) => `${key}: ${valueText(part)}`)
      .join('; ')
  return String(value)
}

/** Returns the parts of a mapping such as an escalation; none for anything else. */
export function partsOf(value: unknown): [string, unknown][] {
  return value && typeof value === 'object' && !Array.isArray(value) ? Object.entries(value) : []
}

/** Whether a value is a length of time as a plan writes it, such as `2m30s`. */
export function isLength(value: unknown): boolean {
  return typeof value === 'string' && /^(?=\d)(\d+h)?(\d+m)?(\d+s)?$/.test(value)
}

/** Whether a value is text for people, to be compared word by word: not an id, a choice or a length of time. */
export function isProse(value: unknown): boolean {
  return typeof value === 'string' && /\s|[\u3400-\u9fff]/u.test(value)
}
