/** What the server refuses comes back to where it was typed, also after a reload, and nothing newer is lost. */
import { describe, expect, it } from 'vitest'
import { excess, LONGEST_TEXT } from '../src/live/limits'
import { Outbox } from '../src/live/queue'
import type { Ack, Action } from '../src/live/protocol'
import { missing, tidy, tooLong } from '../src/participant/forms'
import { giveBack } from '../src/participant/returned'
import type { Seat } from '../src/participant/seat'

const REPORT: Action = {
  id: 'report',
  kind: 'report',
  title: 'Report',
  options: [],
  form: 'first',
  to: ['bureau'],
}
const ACT = {
  event: 'act',
  payload: {
    id: '1',
    action: 'report',
    text: 'By telephone',
    about: 'I1',
    to: ['bureau', 'it'],
    form: { where: 'A' },
  },
}

function seated(): Seat {
  return {
    tab: 'act',
    reading: null,
    action: null,
    about: '',
    drafts: {},
    message: { to: [], text: '' },
    note: '',
  }
}

class Shelf {
  readonly held = new Map<string, string>()
  getItem = (key: string): string | null => this.held.get(key) ?? null
  setItem = (key: string, value: string): void => void this.held.set(key, value)
  removeItem = (key: string): void => void this.held.delete(key)
}

describe('what was refused', () => {
  it('stands again in the form of its action, which opens', () => {
    const seat = seated()
    giveBack(seat, ACT, [REPORT])
    expect(seat.action).toBe('report')
    expect(seat.drafts.report).toEqual({
      option: '',
      text: 'By telephone',
      about: 'I1',
      to: ['it'],
      form: { where: 'A' },
    })
  })

  it('does not take the place of what was typed since', () => {
    const seat = seated()
    seat.action = 'verify'
    seat.drafts.report = { option: 'yes', text: 'Again', about: '', to: [], form: { where: 'B', how: 'C' } }
    giveBack(seat, ACT, [REPORT])
    expect(seat.action).toBe('verify')
    expect(seat.drafts.report.text).toBe('Again\nBy telephone')
    expect(seat.drafts.report.form).toEqual({ where: 'B', how: 'C' })
    expect(seat.drafts.report.about).toBe('I1')
  })

  it('stands again in the message and in the note', () => {
    const seat = seated()
    giveBack(seat, { event: 'message', payload: { to: ['it'], text: 'Hello' } })
    giveBack(seat, { event: 'note', payload: { text: 'Seen' } })
    expect(seat.message).toEqual({ to: ['it'], text: 'Hello' })
    expect(seat.note).toBe('Seen')
  })

  it('comes back also when the page was loaded anew before the answer', async () => {
    const shelf = new Shelf()
    const offline = (): Promise<Ack> => Promise.reject(new Error('offline'))
    new Outbox(shelf, 'k', offline).add('act', ACT.payload, '1', 0)
    await new Promise((done) => setTimeout(done))
    const seat = seated()
    const refusing = (): Promise<Ack> => Promise.resolve({ refused: 'ended' })
    const reloaded = new Outbox(shelf, 'k', refusing, (item) => giveBack(seat, item, [REPORT]))
    await reloaded.flush()
    expect(seat.drafts.report.text).toBe('By telephone')
    expect(shelf.held.size).toBe(0)
  })
})

describe('the length of a text', () => {
  it('is counted without the blanks at its ends', () => {
    expect(excess(`${'x'.repeat(LONGEST_TEXT)}  `)).toBe(0)
    expect(excess('x'.repeat(LONGEST_TEXT + 3))).toBe(3)
  })

  it('is told for each field of a form', () => {
    const field = { id: 'where', title: 'Where', type: 'text' as const, required: true }
    const form = { id: 'first', title: 'First', fields: [field] }
    const values = { where: 'x'.repeat(LONGEST_TEXT + 1) }
    expect(tooLong(form, values)).toEqual([field])
    expect(missing(form, values)).toEqual([])
    expect(tidy(form, { where: ' A ' })).toEqual({ where: 'A' })
  })
})
