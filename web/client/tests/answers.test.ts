/** What was written into a form, in words. */
import { beforeAll, expect, test } from 'vitest'
import { speak } from '../src/core/i18n'
import { answered, leftBlank } from '../src/live/answers'
import type { FormField } from '../src/live/frame'

const field = (id: string, type: FormField['type'], options?: FormField['options']): FormField => ({
  id,
  type,
  title: { zh: `${id}项`, en: `The ${id}` },
  required: false,
  options,
})
const FIELDS = [
  field('occurred-at', 'time'),
  field('affected', 'services'),
  field('grade', 'choice', [{ id: 'major', title: { zh: '重大', en: 'Major' } }]),
  field('orders', 'number'),
  field('leak', 'yes-no'),
  field('measures', 'text'),
]
const SERVICES = [
  { id: 'trading', title: { zh: '交易', en: 'Trading' } },
  { id: 'quotes', title: { zh: '行情', en: 'Quotes' } },
]
const START = '2026-03-16T10:05:00+08:00'
const words = (values: Record<string, unknown>): string[] =>
  answered(FIELDS, values, SERVICES, START).map((one) => `${one.title}: ${one.words}`)

beforeAll(async () => {
  const storage = { setItem: () => undefined, getItem: () => null }
  Object.assign(globalThis, { localStorage: storage, document: { documentElement: {} } })
  await speak('en')
})

test('services and options are told by their titles, a time as the story clock shows it', () => {
  const told = words({
    grade: 'major',
    affected: ['trading', 'quotes'],
    'occurred-at': '2026-03-16T10:07:00+08:00',
  })
  expect(told).toEqual(['The occurred-at: 10:07:00', 'The affected: Trading · Quotes', 'The grade: Major'])
})

test('no and nought are answers; an empty text is none', () => {
  expect(words({ leak: false, orders: 0, measures: '' })).toEqual(['The orders: 0', 'The leak: No'])
  expect(leftBlank(FIELDS.slice(3), { leak: false, orders: 0, measures: '' })).toEqual(['The measures'])
})

test('a time on another day names the day', () => {
  expect(words({ 'occurred-at': '2026-03-17T00:10:00+08:00' })).toEqual([
    'The occurred-at: 2026-03-17 00:10:00',
  ])
})

test('a value without a title is shown as it was written', () => {
  expect(words({ grade: 'unheard-of', more: 'x' })).toEqual(['The grade: unheard-of', 'more: x'])
})
