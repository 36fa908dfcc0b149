/** Puts findings and improvement actions into words. */
import { read, t, tOr } from '../core/i18n'
import { lengthText } from '../core/time'
import type { Finding } from '../core/evaluation'
import type { ReportAction } from './report'

export function findingWords(one: Pick<Finding, 'code' | 'title' | 'step'>): string {
  const about = read(one.title) || one.step || ''
  return [tOr(`finding.${one.code}`, one.code), about].filter(Boolean).join(': ')
}

/** Returns the numbers of a finding that say something by themselves, as words. */
export function numberWords(numbers: Record<string, unknown> | undefined): string {
  return Object.entries(numbers ?? {})
    .filter(([key, value]) => typeof value === 'number' && tOr(`number.${key}`, '') !== '')
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
