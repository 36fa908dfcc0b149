/** What one seat is busy with: the inject it acts on, the action chosen, and drafts that survive a reload. */
import { inject, provide, reactive, watch, type InjectionKey } from 'vue'
import type { FormValues } from '../live/protocol'

export interface Draft {
  option: string
  text: string
  about: string
  to: string[]
  form: FormValues
}

export interface Seat {
  tab: string
  /** The mail that is open in the inbox. */
  reading: string | null
  action: string | null
  about: string
  drafts: Record<string, Draft>
  message: { to: string[]; text: string }
  note: string
}

const KEY: InjectionKey<Seat> = Symbol('seat')

export function provideSeat(kept: string): Seat {
  const seat = reactive<Seat>({
    tab: 'inbox',
    reading: null,
    action: null,
    about: '',
    drafts: {},
    message: { to: [], text: '' },
    note: '',
    ...recall(kept),
  })
  watch(seat, () => localStorage.setItem(kept, JSON.stringify(remembered(seat))), { deep: true })
  provide(KEY, seat)
  return seat
}

function remembered({ action, about, drafts, message, note }: Seat) {
  return { action, about, drafts, message, note }
}

function recall(kept: string): Partial<Seat> {
  try {
    return JSON.parse(localStorage.getItem(kept) ?? '{}') as Partial<Seat>
  } catch {
    return {}
  }
}

export function useSeat(): Seat {
  const seat = inject(KEY)
  if (!seat) throw new Error('only inside a seat')
  return seat
}

export function blankDraft(about = ''): Draft {
  return { option: '', text: '', about, to: [], form: {} }
}
