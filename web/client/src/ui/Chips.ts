/** Chooses the tone of a chip for states, verdicts, ratings and severities; words always stand beside it. */
export type Tone = '' | 'good' | 'warn' | 'bad' | 'info' | 'stale'

const TONES: Record<string, Tone> = {
  up: 'good', degraded: 'warn', down: 'bad', stale: 'stale',
  met: 'good', late: 'warn', very_late: 'warn', compensated: 'warn', partial: 'warn',
  missed: 'bad', violated: 'bad', waived: 'stale', pending: 'info', not_triggered: '',
  P: 'good', S: 'good', M: 'warn', U: 'bad',
  critical: 'bad', high: 'bad', medium: 'warn', low: 'info',
  played: 'good', waiting: '', held: 'warn', postponed: 'warn', skipped: 'stale', spent: 'stale',
  present: 'good', idle: 'warn', lost: 'bad', empty: '', absent: 'stale', simulated: 'info',
  running: 'good', paused: 'warn', ended: '', ready: 'info',
  succeeded: 'good', failed: 'bad',
  accepted: 'good', rejected: 'stale', proposed: 'info',
  error: 'bad', warning: 'warn',
}

export function tone(of: string | null | undefined): Tone {
  return (of && TONES[of]) || ''
}
