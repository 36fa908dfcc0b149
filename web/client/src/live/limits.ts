/** How long what is typed may be; the server refuses more. */
export const LONGEST_TEXT = 20_000

/** How many characters too many *text* has; 0 when it fits. */
export const excess = (text: unknown): number =>
  typeof text === 'string' ? Math.max(0, text.trim().length - LONGEST_TEXT) : 0
