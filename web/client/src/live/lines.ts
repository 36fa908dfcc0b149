/** Puts the journal's lines into words, and sorts them into kinds for filtering. */
import { list, read, t, tOr } from '../core/i18n'
import { lengthText, sinceStart } from '../core/time'
import { useLiveTable, useTitles } from './place'
import type { Line } from './protocol'

export type LineKind = 'people' | 'script' | 'world' | 'control' | 'judgement'
export const LINE_KINDS: LineKind[] = ['people', 'script', 'world', 'control', 'judgement']

const KINDS: Record<string, LineKind> = {
  acted: 'people',
  message_sent: 'people',
  inject_opened: 'people',
  seat_taken: 'people',
  seat_left: 'people',
  inject_delivered: 'script',
  signal_raised: 'script',
  inject_spent: 'script',
  service_changed: 'world',
  service_shown: 'world',
  data_lost: 'world',
  data_made_up: 'world',
  recovery_changed: 'world',
  role_changed: 'world',
  silence_noted: 'world',
  note_taken: 'judgement',
  verdict_overridden: 'judgement',
  rating_given: 'judgement',
  note_withdrawn: 'judgement',
  panel_named: 'judgement',
  guide_signed: 'judgement',
  guide_reopened: 'judgement',
  final_rating_given: 'judgement',
  evaluation_signed: 'judgement',
  evaluation_reopened: 'judgement',
  survey_opened: 'judgement',
  survey_closed: 'judgement',
  survey_answered: 'judgement',
  narrative_written: 'judgement',
}

export function kindOf(line: Line): LineKind {
  return KINDS[line.fact.type] ?? 'control'
}

export function useLineWords() {
  const { view, frame } = useLiveTable()
  const titles = useTitles()

  function injectTitle(id: string): string {
    const inject = view.value?.injects?.[id]
    const mail = view.value?.mail?.[id]
    return read(inject?.title) || read(mail?.subject) || id
  }

  function optionTitle(action: string, option: unknown): string {
    const found = frame.value?.actions
      ?.find((one) => one.id === action)
      ?.options.find((one) => one.id === option)
    return read(found?.title) || String(option ?? '')
  }

  /** What a rating is about: the whole, or the title of `objective:O1`, `procedure:detect`, `step:D1`. */
  function rated(subject: unknown): string {
    const [kind, id] = String(subject ?? '').split(':')
    if (kind === 'objective' || kind === 'procedure' || kind === 'step') return titles.name(id, kind)
    return kind === 'whole' ? t('whole') : ''
  }

  /** Returns one line of the running log as a sentence without its time and author. */
  function words(line: Line): string {
    const fact = line.fact
    const said = tOr(keyOf(fact), fact.type, {
      action: titles.name(fact.action as string, 'action'),
      option: optionTitle(fact.action as string, fact.option),
      inject: fact.inject ? injectTitle(fact.inject as string) : '',
      service: titles.name(fact.service as string, 'service'),
      recovery: titles.name(fact.recovery as string, 'recovery'),
      role: titles.name(fact.role as string, 'person'),
      person: String(fact.person ?? fact.evaluator ?? ''),
      people: Array.isArray(fact.evaluators) ? list(fact.evaluators as string[]) : '',
      subject: rated(fact.subject),
      duty: titles.subject(String(fact.obligation ?? '').split('.')[0]),
      step: titles.name(fact.step as string, 'step'),
      state: tOr(`state.${fact.to ?? fact.shows}`, tOr(`recovery.${fact.to}`, '')),
      to: Array.isArray(fact.to) ? titles.to(fact.to as string[]) : '',
      time:
        typeof fact.to === 'number'
          ? sinceStart(fact.to)
          : fact.ms != null
            ? lengthText(Number(fact.ms))
            : '',
      length: fact.for_ms != null ? lengthText(Number(fact.for_ms)) : '',
      factor: String(fact.factor ?? ''),
      reason: endReason(fact),
      text: String(fact.text ?? ''),
      rating: String(fact.rating ?? ''),
      verdict: fact.verdict ? t(`verdict.${fact.verdict}`) : '',
      signal: String(fact.signal ?? ''),
      actor: titles.name(fact.as_actor as string, 'person'),
    })
    return withReason(said, fact)
  }

  return { words, injectTitle, optionTitle }
}

/** The catalogue's key of a fact; some are told otherwise when they chose or took back something. */
function keyOf(fact: Line['fact']): string {
  if (fact.type === 'acted' && fact.option) return 'fact.acted_option'
  if (fact.type === 'verdict_overridden' && !fact.verdict) return 'fact.verdict_taken_back'
  if (fact.type === 'final_rating_given' && !fact.rating) return 'fact.final_rating_taken_back'
  return `fact.${fact.type}`
}

function endReason(fact: Line['fact']): string {
  return fact.type === 'ended' ? t(`end_reason.${fact.reason}`) : String(fact.reason ?? '')
}

function withReason(said: string, fact: Line['fact']): string {
  if (fact.type === 'ended' || !fact.reason) return said
  return `${said} — ${reasonWords(fact.reason)}`
}

/** Returns a reason in words: the program's own codes translated, what a person wrote as it is. */
export function reasonWords(reason: unknown): string {
  if (reason === 'restarted') return t('paused_by_restart')
  if (reason === 'fault') return t('paused_by_fault')
  return String(reason ?? '')
}
