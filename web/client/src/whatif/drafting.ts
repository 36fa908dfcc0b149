/** Changes on the way: what somebody wants otherwise of each act and of the world, and how that is written. */
import { reactive } from 'vue'
import { SECOND } from '../core/time'
import type { FieldOffer, Offer, RealAct } from './whatif'

export interface ActDraft {
  to: number
  never: boolean
  option: string | null
  form: Record<string, string>
}
export interface AddedAct {
  role: string
  action: string
  at: number
  option: string
}

export interface Drafting {
  acts: Map<number, ActDraft>
  added: AddedAct[]
  /** What a recovery takes, its success, what a service depends on: `recovery.x.takes` -> value. */
  world: Map<string, string>
}

export const emptyDrafting = (): Drafting =>
  reactive({ acts: new Map(), added: [], world: new Map() }) as Drafting

/** Returns the draft of an act, begun from how it really was. */
export function draftOf(drafting: Drafting, act: RealAct): ActDraft {
  return drafting.acts.get(act.seq) ?? { to: act.at, never: false, option: act.option, form: {} }
}

/** Keeps the draft of an act; one that wants nothing is forgotten. */
export function keepDraft(drafting: Drafting, act: RealAct, draft: ActDraft): void {
  const form = Object.fromEntries(
    Object.entries(draft.form).filter(([field, value]) => value !== fieldText(act.form[field])),
  )
  const wanted = { ...draft, form }
  if (isChanged(act, wanted)) drafting.acts.set(act.seq, wanted)
  else drafting.acts.delete(act.seq)
}

function isChanged(act: RealAct, draft: ActDraft): boolean {
  return (
    draft.never || draft.to !== act.at || draft.option !== act.option || Object.keys(draft.form).length > 0
  )
}

/** Returns a field's value as it is written in a change. */
export function fieldText(value: unknown): string {
  if (value == null) return ''
  return Array.isArray(value) ? `[${value.join(', ')}]` : String(value)
}

/** Returns a length as an author writes it: `1h2m3.5s`. */
export function lengthWritten(ms: number): string {
  const seconds = ms / SECOND
  const [h, m] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  const s = Math.round((seconds % 60) * 1000) / 1000
  return `${h ? `${h}h` : ''}${m ? `${m}m` : ''}${s || !(h || m) ? `${s}s` : ''}`
}

/** Returns every change as the server reads it. */
export function written(drafting: Drafting, offer: Offer): string[] {
  const acts = offer.acts.flatMap((act) => {
    const draft = drafting.acts.get(act.seq)
    return draft ? [actWritten(act, draft, fieldsOf(offer, act.action))] : []
  })
  const added = drafting.added.map(
    (one) =>
      `+${one.role}:${one.action}@${lengthWritten(one.at)}${one.option ? `; option=${one.option}` : ''}`,
  )
  return [...acts, ...added, ...[...drafting.world].map(([key, value]) => `${key}=${value}`)]
}

function actWritten(act: RealAct, draft: ActDraft, fields: FieldOffer[]): string {
  if (draft.never) return `#${act.seq}->never`
  const parts = [
    ...(draft.to !== act.at ? [lengthWritten(draft.to)] : []),
    ...(draft.option && draft.option !== act.option ? [`option=${draft.option}`] : []),
    ...Object.entries(draft.form).map(([field, value]) => {
      const type = fields.find((one) => one.id === field)?.type ?? 'text'
      return `form.${field}=${type === 'text' || type === 'time' ? quoted(value) : value}`
    }),
  ]
  return `#${act.seq}->${parts.join('; ')}`
}

/** Returns a text in the quotes that it does not hold itself. */
function quoted(text: string): string {
  const flat = text.replace(/\s+/g, ' ')
  return flat.includes('"') ? `'${flat.replaceAll("'", '’')}'` : `"${flat}"`
}

export function fieldsOf(offer: Offer, action: string): FieldOffer[] {
  const form = offer.actions.find((one) => one.id === action)?.form
  return offer.forms.find((one) => one.id === form)?.fields ?? []
}
