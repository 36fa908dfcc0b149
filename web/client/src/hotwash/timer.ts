/** How long the hot wash has gone on: what was used before, and since when it runs (null while it stands). */
export interface TimerState {
  used: number
  since: number | null
}

/** Returns what was kept, or a timer that has not begun; what cannot be read counts as that. */
export function recalled(kept: string | null): TimerState {
  try {
    const { used, since } = JSON.parse(kept ?? '') as Partial<TimerState>
    if (typeof used === 'number' && used >= 0 && (since === null || typeof since === 'number')) {
      return { used, since }
    }
  } catch {
    // begun anew below
  }
  return { used: 0, since: null }
}
