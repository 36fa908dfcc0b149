/** What was rehearsed, in words: versions or drafts of a plan with their people, alone or against each other. */
import { read, t, type DocumentText } from '../core/i18n'
import type { Behaviour, People, Row } from './rehearsal'

export interface DraftRehearsals {
  rehearsals: (Row & { stale: boolean })[]
  scenarios: { id: string; title: DocumentText }[]
  behaviours: Behaviour[]
}

/** Returns how people behave in a rehearsal, in a few words. */
export function peopleWords(people: People, behaviours: Behaviour[]): string {
  const found = behaviours.find((one) => one.id === people.behaviour)
  const name = (found && read(found.title)) || people.behaviour
  const tuned = Object.keys(people.roles).length + (Object.keys(people.everybody).length ? 1 : 0)
  return tuned ? t('rehearsal.people_tuned', { name }) : name
}

/** Returns the two sides of a rehearsal in words: a version or draft of the plan with its people; one side alone without comparison. */
export function sidesOf(row: Row, behaviours: Behaviour[]): string[] {
  const said = (version: string, people: People): string => `${version} · ${peopleWords(people, behaviours)}`
  const first = said(t('version_n', { version: row.plan.version }), row.people)
  const other = row.compared
  if (!other) return [first]
  const version = { version: other.plan_version }
  const name = other.draft ? t('rehearsal.side_draft', version) : t('version_n', version)
  return [first, said(name, other.people)]
}

/** Returns what a rehearsal was, in a few words: its plan version and its people, and those it is compared with. */
export function rowWords(row: Row, behaviours: Behaviour[]): string {
  const [one, other] = sidesOf(row, behaviours)
  return other ? t('rehearsal.against', { one, other }) : one
}
