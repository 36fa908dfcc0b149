/** Gives the facilitator's orders about an inject, each with its reason. */
import { t } from '../core/i18n'
import { askFirst, tell } from '../core/notices'
import { sinceStart } from '../core/time'
import { useLiveTable } from '../live/place'
import type { InjectView } from '../live/protocol'
import { injectName, type Order } from './injects'

/** Returns the word on an order's button. */
export function orderWord(what: Order): string {
  return what === 'skip' ? t('skip_inject') : t(what)
}

export function useOrders() {
  const { order } = useLiveTable()

  /** Asks for the reason, then gives the order; returns whether it was carried out. */
  async function give(what: Exclude<Order, 'postpone'>, inject: InjectView): Promise<boolean> {
    const answer = await askFirst({
      title: t(`order.${what}`, { title: injectName(inject) }),
      body: inject.state === 'played' ? t('order.again') : t(`order.${what}_body`),
      confirm: orderWord(what),
      reason: { label: t(what === 'release' ? 'reason.optional' : 'reason'), required: what !== 'release' },
    })
    if (!answer) return false
    return done(
      await order('control', { do: what, inject: inject.id, reason: answer.reason || undefined }),
      t(`order.done_${what}`, { title: injectName(inject) }),
    )
  }

  async function postpone(inject: InjectView, to: number, reason: string): Promise<boolean> {
    return done(
      await order('control', { do: 'postpone', inject: inject.id, to, reason: reason || undefined }),
      t('order.done_postpone', { title: injectName(inject), time: sinceStart(to) }),
    )
  }

  function done(accepted: unknown, words: string): boolean {
    if (accepted) tell(words, 'good')
    return !!accepted
  }

  return { give, postpone }
}
