/** Writes lengths and moments of exercise time, and reads durations that people type. */
import { locale, t } from './i18n'

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE

const pad = (value: number): string => String(value).padStart(2, '0')

/** Returns `1:02:03` or `02:03`, with a minus sign before StartEx or past a limit. */
export function clockText(ms: number, hours = false): string {
  const sign = ms < 0 ? '−' : ''
  const total = Math.floor(Math.abs(ms) / SECOND)
  const h = Math.floor(total / 3600)
  const rest = `${pad(Math.floor(total / 60) % 60)}:${pad(total % 60)}`
  return sign + (h || hours ? `${h}:${rest}` : rest)
}

/** Returns a moment of exercise time in running text, as reports write it: `T+2:03`, from an hour on `T+1:02:03`. */
export function sinceStart(ms: number): string {
  const total = Math.max(0, Math.floor(ms / SECOND))
  const [h, m] = [Math.floor(total / 3600), Math.floor(total / 60) % 60]
  return `T+${h ? `${h}:${pad(m)}` : m}:${pad(total % 60)}`
}

/** Returns `01:02:03`, always as wide as its neighbours: for clocks and columns. */
export function timeColumn(ms: number): string {
  const total = Math.max(0, Math.floor(ms / SECOND))
  return `${pad(Math.floor(total / 3600))}:${pad(Math.floor(total / 60) % 60)}:${pad(total % 60)}`
}

/** Returns a short length such as `5m`, `1h30m`, `45s`. */
export function lengthText(ms: number): string {
  const total = Math.round(Math.abs(ms) / SECOND)
  const [h, m, s] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60]
  const parts = [
    h && t('length.h', { n: h }),
    m && t('length.m', { n: m }),
    s && t('length.s', { n: s }),
  ].filter(Boolean)
  return (
    (ms < 0 ? '−' : '') +
    (parts.length ? parts.join(locale.value === 'en' ? ' ' : '') : t('length.s', { n: 0 }))
  )
}

/** Returns the milliseconds of `5m`, `2m30s`, `90s`, `1:30` (minutes:seconds) or a bare number of minutes; null if unreadable. */
export function readLength(written: string): number | null {
  const text = written.trim().toLowerCase()
  if (/^\d+(\.\d+)?$/.test(text)) return Math.round(Number(text) * MINUTE)
  const colon = /^(?:(\d+):)?(\d+):(\d{2})$/.exec(text)
  if (colon) return (Number(colon[1] ?? 0) * 3600 + Number(colon[2]) * 60 + Number(colon[3])) * SECOND
  const parts = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text)
  if (!text || !parts) return null
  return (Number(parts[1] ?? 0) * 3600 + Number(parts[2] ?? 0) * 60 + Number(parts[3] ?? 0)) * SECOND
}

/** Returns a length of time such as `1h30m` in the reader's words; what is no such length as it stands. */
export function lengthWords(written: string): string {
  const length = readLength(written)
  return length === null ? written : lengthText(length)
}

/** Returns the story's wall time at *ms*, in the story's own time zone offset. */
export function storyTime(storyStart: string | null | undefined, ms: number, seconds = true): string {
  const moment = storyMoment(storyStart, ms)
  return moment ? moment.slice(11, seconds ? 19 : 16) : ''
}

/** Returns the story's moment at *ms* as `YYYY-MM-DDTHH:MM:SS+08:00`; empty without a story start. */
export function storyMoment(storyStart: string | null | undefined, ms: number): string {
  if (!storyStart) return ''
  const begun = Date.parse(storyStart)
  if (Number.isNaN(begun)) return ''
  const zone = /([+-])(\d{2}):(\d{2})$/.exec(storyStart)
  const offset = zone ? (zone[1] === '-' ? -1 : 1) * (Number(zone[2]) * 60 + Number(zone[3])) * MINUTE : 0
  const local = new Date(begun + ms + offset).toISOString().slice(0, 19)
  return local + (zone ? zone[0] : 'Z')
}

/** Returns a wall moment as day and time in the reader's language. */
export function wallText(iso: string | null | undefined): string {
  if (!iso) return ''
  return new Intl.DateTimeFormat(locale.value, { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(iso),
  )
}

/** Returns an ISO day in the reader's language. */
export function dayText(day: string | null | undefined): string {
  if (!day) return ''
  return new Intl.DateTimeFormat(locale.value, { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(`${day.slice(0, 10)}T00:00:00Z`),
  )
}
