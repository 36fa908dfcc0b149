/** The survey while it is prepared: what is sent of what was edited. */
import { expect, test } from 'vitest'
import { isOmitted, type Question } from '../src/hotwash/hotwash'
import { blankOption, blankQuestion, draftOf, lacks, questionsOf } from '../src/hotwash/survey_draft'

const SHIPPED: Question[] = [
  {
    id: 'clear',
    kind: 'scale',
    title: { zh: '清楚', en: 'Clear' },
    required: true,
    low: { zh: '否', en: 'No' },
    high: { zh: '是', en: 'Yes' },
  },
  {
    id: 'size',
    kind: 'choice',
    title: { zh: '难度', en: 'Size' },
    options: [
      { id: 'a', title: { zh: '大', en: 'Large' } },
      { id: 'b', title: { zh: '小', en: 'Small' } },
    ],
  },
  { id: 'words', kind: 'text', title: { zh: '建议', en: 'Words' } },
]

test('questions that nobody edited are sent as they were', () => {
  expect(questionsOf(draftOf(SHIPPED))).toEqual(SHIPPED)
})

test('a question that is not asked is left out', () => {
  const draft = draftOf(SHIPPED)
  draft[0].asked = false
  expect(questionsOf(draft).map((one) => one.id)).toEqual(['size', 'words'])
})

test('a language left empty is not sent, and a plain title serves both', () => {
  const draft = draftOf([{ id: 'q', kind: 'text', title: 'Same' }])
  expect(draft[0].title).toEqual({ zh: 'Same', en: 'Same' })
  draft[0].title.en = '  '
  expect(questionsOf(draft)[0].title).toEqual({ zh: 'Same' })
})

test('what another kind has no use for is not sent', () => {
  const draft = draftOf(SHIPPED)
  draft[0].kind = 'text'
  draft[1].kind = 'yes-no'
  const sent = questionsOf(draft)
  expect(Object.keys(sent[0])).toEqual(['id', 'kind', 'title', 'required'])
  expect(Object.keys(sent[1])).toEqual(['id', 'kind', 'title'])
})

test('a new question says what it still lacks, and has an id of its own', () => {
  const draft = draftOf(SHIPPED)
  const fresh = blankQuestion(draft)
  expect(draft.some((one) => one.id === fresh.id)).toBe(false)
  expect(lacks(fresh)).toBe('title')
  fresh.title.zh = '问'
  expect(lacks(fresh)).toBe('')
  fresh.kind = 'choices'
  expect(lacks(fresh)).toBe('options')
  fresh.options.push(blankOption(fresh.options))
  fresh.options.push(blankOption(fresh.options))
  expect(new Set(fresh.options.map((one) => one.id)).size).toBe(2)
  expect(lacks(fresh)).toBe('option_title')
  for (const option of fresh.options) option.title.en = 'words'
  expect(lacks(fresh)).toBe('')
})

test('no and the lowest step are answers, blanks and nothing chosen are not', () => {
  expect([false, 1, 'x', ['a']].map(isOmitted)).toEqual([false, false, false, false])
  expect([null, undefined, '  ', []].map(isOmitted)).toEqual([true, true, true, true])
})
