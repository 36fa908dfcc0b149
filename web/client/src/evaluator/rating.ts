/** Rates a subject of the guide: at once where the rules say the same, else with a reason. */
import { computed } from 'vue'
import { t } from '../core/i18n'
import { askFirst, tell } from '../core/notices'
import { useLiveTable } from '../live/place'
import type { Rating } from '../core/evaluation'
import { LETTERS, useAssessing } from './assessing'

export interface Rated {
  subject: string
  title: string
  /** What the rules say; null where they say nothing. */
  automatic: Rating | null
}

/** Reasons that could not be sent, by subject: nobody types one twice. */
const unsent = new Map<string, string>()

export function useRating() {
  const { view, order } = useLiveTable()
  const { me, lock, lockWords } = useAssessing()
  const given = computed(() => Object.values(view.value?.ratings ?? {}))

  const own = (subject: string) => given.value.find((one) => one.subject === subject && one.by === me.value)
  const others = (subject: string) =>
    given.value.filter((one) => one.subject === subject && one.by !== me.value)

  async function rate(one: Rated, rating: Rating): Promise<void> {
    if (lock.value) return tell(lockWords.value, 'info')
    if (own(one.subject)?.rating === rating) return
    let reason: string | undefined
    if (one.automatic && one.automatic !== rating) {
      const answer = await askFirst({
        title: t('rate.ask', { title: one.title, rating: `${rating} · ${t(`rating.${rating}`)}` }),
        body: t('guide.differs', {
          rating: `${one.automatic} · ${t(`rating.${one.automatic}`)}`,
          definition: t(`rating.help.${rating}`),
        }),
        confirm: t('rate'),
        reason: { label: t('reason'), required: true, text: unsent.get(one.subject) },
      })
      if (!answer) return
      reason = answer.reason
      unsent.set(one.subject, reason)
    }
    if (!(await order('rate', { subject: one.subject, rating, reason }))) return
    unsent.delete(one.subject)
    tell(t('rate.done'), 'good')
  }

  /** P, S, M and U rate what has the focus; the arrows go to the next row. Returns whether the key was one of them. */
  function key(event: KeyboardEvent, one: Rated): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return false
    const letter = LETTERS.find((each) => each === event.key.toUpperCase())
    if (letter) {
      event.preventDefault()
      void rate(one, letter)
      return true
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return false
    event.preventDefault()
    step(event, event.key === 'ArrowDown' ? 1 : -1)
    return true
  }

  return { own, others, rate, key }
}

function isTyping(event: KeyboardEvent): boolean {
  return event.target instanceof HTMLElement && ['INPUT', 'TEXTAREA', 'SELECT'].includes(event.target.tagName)
}

/** Moves the focus to the next or the last row's head within the same guide. */
function step(event: KeyboardEvent, by: number): void {
  const from = (event.currentTarget as HTMLElement).querySelector<HTMLElement>('[data-row]')
  const guide = (event.currentTarget as HTMLElement).closest('[data-guide]')
  const rows = [...(guide?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
  rows[rows.indexOf(from as HTMLElement) + by]?.focus()
}
