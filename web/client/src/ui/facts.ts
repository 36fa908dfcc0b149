/** What reports said of facts, as rows: from the report model, or from an obligation of a running exercise. */
import { read, type DocumentText } from '../core/i18n'
import type { Why } from '../core/evaluation'
import { fieldWords } from '../live/answers'
import type { FormField, Named } from '../live/frame'

export interface FactRow {
  at: number | null
  title: string
  code: string
  said: string
  truth: string
}

/** A fact as the report model tells it. */
export interface StatedFact {
  seq: number
  at: number | null
  field: string
  title: DocumentText
  code: string
  said: DocumentText[]
  truth: DocumentText[]
}

export function statedRows(facts: StatedFact[] | undefined): FactRow[] {
  return (facts ?? []).map((one) => ({
    at: one.at,
    title: read(one.title) || one.field,
    code: one.code,
    said: one.said.map(read).join(' · '),
    truth: one.truth.map(read).join(' · '),
  }))
}

interface Mark {
  field: string
  code: string
  said: unknown
  truth: unknown
}

/** Returns the rows of an obligation on facts; *moments* are those of its evidence, one for each report. */
export function judgedRows(
  why: Why,
  moments: (number | null)[],
  fields: FormField[],
  services: Named[],
  storyStart?: string,
): FactRow[] {
  const reports = (why.reports ?? []) as Mark[][]
  return reports.flatMap((marks, report) =>
    marks.map((mark) => {
      const field = fields.find((one) => one.id === mark.field)
      const words = (value: unknown): string => fieldWords(field, value, services, storyStart)
      return {
        at: moments[report] ?? null,
        title: read(field?.title) || mark.field,
        code: mark.code,
        said: words(mark.said),
        truth: words(mark.truth),
      }
    }),
  )
}
