/** Values of a plan as YAML on one line or a few, for people to edit; the server reads them back. */
const PLAIN = /^[\p{L}_][\p{L}\p{N}_./-]*$/u
const WORDS = /^(true|false|null|~)$/i
const WIDE = 60

/** Returns *value* as YAML in flow style. */
export function flow(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`
  if (typeof value === 'object')
    return `{${Object.entries(value)
      .map(([key, one]) => `${flow(key)}: ${flow(one)}`)
      .join(', ')}}`
  if (typeof value !== 'string') return String(value)
  const isDuration = /^(\d+h)?(\d+m)?(\d+s)?$/.test(value) && value !== ''
  return isDuration || (PLAIN.test(value) && !WORDS.test(value)) ? value : JSON.stringify(value)
}

/** Returns *value* as YAML, a long list or mapping one member to a line. */
export function yamlText(value: unknown): string {
  const whole = flow(value)
  if (whole.length <= WIDE || typeof value !== 'object' || value === null) return whole
  if (Array.isArray(value)) return value.map((one) => `- ${flow(one)}`).join('\n')
  return Object.entries(value)
    .map(([key, one]) => `${key}: ${flow(one)}`)
    .join('\n')
}
