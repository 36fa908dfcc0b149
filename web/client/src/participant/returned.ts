/** Gives back to a seat what it sent and the server refused; what was typed since then stays too. */
import type { Action, FormValues } from '../live/protocol'
import type { Waiting } from '../live/queue'
import { blankDraft, type Draft, type Seat } from './seat'

type Sent = Pick<Waiting, 'event' | 'payload'>

export function giveBack(seat: Seat, { event, payload }: Sent, actions: Action[] = []): void {
  const text = String(payload.text ?? '')
  if (event === 'note') seat.note = both(seat.note, text)
  if (event === 'message') {
    const to = seat.message.to.length ? seat.message.to : ((payload.to as string[] | undefined) ?? [])
    seat.message = { to: [...to], text: both(seat.message.text, text) }
  }
  if (event !== 'act') return
  const id = String(payload.action)
  seat.drafts[id] = joined(seat.drafts[id] ?? blankDraft(), sentDraft(payload, actions))
  seat.action ??= id
}

/** Returns the draft that an act was made of. */
function sentDraft(payload: Record<string, unknown>, actions: Action[]): Draft {
  const always = actions.find((one) => one.id === payload.action)?.to ?? []
  return {
    option: String(payload.option ?? ''),
    text: String(payload.text ?? ''),
    about: String(payload.about ?? ''),
    to: ((payload.to as string[] | undefined) ?? []).filter((role) => !always.includes(role)),
    form: (payload.form ?? {}) as FormValues,
  }
}

/** What was typed *since* goes before what *came* back; no text of either is lost. */
function joined(since: Draft, came: Draft): Draft {
  return {
    option: since.option || came.option,
    text: both(since.text, came.text),
    about: since.about || came.about,
    to: [...new Set([...came.to, ...since.to])],
    form: { ...came.form, ...since.form },
  }
}

const both = (since: string, came: string): string =>
  since.trim() && came && since !== came ? `${since}\n${came}` : came || since
