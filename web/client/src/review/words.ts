/** Puts findings and improvement actions into words. */
import { list, read, t, tOr } from '../core/i18n'
import { lengthText } from '../core/time'
import type { Measure, Proof, ReportAction, ReportFinding } from './report'

export function findingWords(one: ReportFinding): string {
  const kinds = one.code === 'not_exercised' ? kindWords((one.numbers.kinds as string[]) ?? []) : ''
  const about = read(one.title) || one.step || ''
  return colon(tOr(`finding.${one.code}`, one.code), kinds ? t('of_kinds', { title: about, kinds }) : about)
}

/** Joins a name and what is said of it, as the language does. */
const colon = (name: string, what: string | null | undefined): string =>
  name && what && name !== what ? t('said_of', { name, what }) : name || what || ''

const kindWords = (kinds: string[]): string => list(kinds.map((kind) => t(`obligation.${kind}`)))

/** Returns who did it: the role, with the person's name or that a colleague was simulated. */
export function doerWords(one: Pick<Measure, 'by_title' | 'person' | 'simulated'>, otherwise = ''): string {
  const person = one.simulated ? t('simulated') : one.person
  return [read(one.by_title) || otherwise, person].filter(Boolean).join(' · ')
}

/** Returns a deed with what was decided by it. */
export function deedWords(one: Pick<Measure, 'title' | 'option_title' | 'option'>): string {
  return colon(read(one.title), read(one.option_title) || one.option)
}

/** Returns a line of evidence without its time: who did what, or what happened. */
export function proofWords(one: Proof): string {
  if (one.code === 'service_changed') return `${read(one.title)} → ${t(`state.${one.to}`)}`
  const what = deedWords(one)
  return one.code === 'act' ? colon(doerWords(one), what) : what
}

/** Returns the numbers of a finding that say something by themselves, as words. */
export function numberWords(numbers: Record<string, unknown> | undefined): string {
  return Object.entries(numbers ?? {})
    .filter(([key, value]) => typeof value === 'number' && tOr(`number.${key}`, '') !== '')
    .filter(([key, value]) => key !== 'times' || Number(value) > 1)
    .map(([key, value]) =>
      t(`number.${key}`, { value: key.endsWith('_ms') ? lengthText(value as number) : String(value) }),
    )
    .join(' · ')
}

/** Returns what an improvement action asks for: the finding's remedy, else a general sentence by its element. */
export function actionWords(action: ReportAction): string {
  const step = read(action.step_title)
  return tOr(`remedy.${action.code}`, t(`remedy.element.${action.element}`, { step }), { step })
}
