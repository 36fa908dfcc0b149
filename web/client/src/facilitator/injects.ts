/** Orders and filters the injects of the control desk, and says what may be done with each and why not. */
import { read } from '../core/i18n'
import type { InjectView, Phase } from '../live/protocol'

export type Filter = 'next' | 'played' | 'contingency' | 'all'
export const FILTERS: Filter[] = ['next', 'played', 'contingency', 'all']

export function injectName(inject: InjectView | undefined, otherwise = ''): string {
  return inject ? read(inject.title) || read(inject.subject) || inject.id : otherwise
}

/** Returns the injects that *filter* shows, in the order in which they come or came. */
export function chosen(all: InjectView[], filter: Filter): InjectView[] {
  const shown = all.filter((inject) => fits(inject, filter))
  return filter === 'played'
    ? shown.sort((a, b) => lastPlayed(b) - lastPlayed(a))
    : shown.sort((a, b) => moment(a) - moment(b) || a.order - b.order)
}

function fits(inject: InjectView, filter: Filter): boolean {
  if (filter === 'all') return true
  if (filter === 'played') return inject.state === 'played'
  if (filter === 'contingency') return inject.class === 'contingency' || inject.manual
  return inject.state !== 'played' && inject.state !== 'skipped' && inject.state !== 'spent'
}

export const lastPlayed = (inject: InjectView): number => inject.played?.at(-1) ?? -1

/** Returns when the inject was played, else when it is due; those without a time come last. */
export function moment(inject: InjectView): number {
  return inject.played?.[0] ?? inject.due ?? inject.at ?? Number.MAX_SAFE_INTEGER
}

export type Order = 'release' | 'hold' | 'postpone' | 'skip'

/** Returns the code of why *order* would be refused now, or an empty string when it may be given. */
export function whyNot(order: Order, inject: InjectView, phase: Phase): string {
  if (phase === 'ended') return 'ended'
  if (phase === 'ready' && order === 'release') return 'not_started'
  if (order === 'release') return ''
  if (inject.state === 'played') return 'already_played'
  if (order === 'hold' && inject.state === 'held') return 'held'
  if (inject.state === 'skipped' || inject.state === 'spent') return `already_${inject.state}`
  return ''
}
