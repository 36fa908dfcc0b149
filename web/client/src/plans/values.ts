/** Writes the old and new values of a plan's change as an author would read them, and reads them back. */
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

/** Returns what was typed in the shape of the old value: a list stays a list, a number a number, a tree a tree. */
export function typedValue(written: string, old: unknown): unknown {
  const text = written.trim()
  if (!text || text === '–') return null
  if (Array.isArray(old))
    return text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean)
  if (typeof old === 'number' && /^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  if (typeof old === 'boolean') return text === 'true'
  if (text.startsWith('{') || text.startsWith('[')) {
    try {
      return JSON.parse(text)
    } catch {
      return text
    }
  }
  return text
}

/** Whether a value is a length of time as a plan writes it, such as `2m30s`. */
export function isLength(value: unknown): boolean {
  return typeof value === 'string' && /^(?=\d)(\d+h)?(\d+m)?(\d+s)?$/.test(value)
}

/** Whether a value is text for people, to be compared word by word: not an id, a choice or a length of time. */
export function isProse(value: unknown): boolean {
  return typeof value === 'string' && /\s|[\u3400-\u9fff]/u.test(value)
}
