/** Puts agreement into words: kappa as a number with two digits and the band it falls into. */
import { percent, t } from '../core/i18n'
import { LETTERS } from '../evaluator/assessing'
import type { Agreement } from './standing'

/** The bands of J. R. Landis and G. G. Koch, Biometrics 33, 1977: the lower bound of each. */
const BANDS: [number, string][] = [
  [0.81, 'almost_perfect'],
  [0.61, 'substantial'],
  [0.41, 'moderate'],
  [0.21, 'fair'],
  [0, 'slight'],
]

export function band(kappa: number): string {
  const rounded = Math.round(kappa * 100) / 100
  return BANDS.find(([least]) => rounded >= least)?.[1] ?? 'poor'
}

/** Returns *kappa* with two digits, as reports write it. */
export function digits(kappa: number): string {
  return kappa.toFixed(2).replace('-', '−')
}

/** Returns kappa in words; why there is none where there is none. */
export function kappaWords(one: Agreement): string {
  if (one.kappa !== null) return `${digits(one.kappa)} · ${t(`agreement.band.${band(one.kappa)}`)}`
  if (one.items === 0) return t('agreement.none')
  if (one.items === 1) return t('agreement.too_few')
  return t('agreement.no_spread')
}

export function exactWords(one: Agreement): string {
  return one.exact === null ? '–' : percent(one.exact)
}

/** Returns how many grades lie between the best and the worst of *ratings*. */
export function spread(ratings: string[]): number {
  const places = ratings.map((one) => LETTERS.findIndex((letter) => letter === one))
  return places.length ? Math.max(...places) - Math.min(...places) : 0
}
