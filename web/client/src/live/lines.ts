/** Puts the journal's lines into words, and sorts them into kinds for filtering. */
import { read, t, tOr } from '../core/i18n'
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

  /** Returns one line of the running log as a sentence without its time and author. */
  function words(line: Line): string {
    const fact = line.fact
    const key = `fact.${fact.type}`
    const said = tOr(fact.type === 'acted' && fact.option ? 'fact.acted_option' : key, fact.type, {
      action: titles.name(fact.action as string, 'action'),
      option: optionTitle(fact.action as string, fact.option),
      inject: fact.inject ? injectTitle(fact.inject as string) : '',
      service: titles.name(fact.service as string, 'service'),
      recovery: titles.name(fact.recovery as string, 'recovery'),
      role: titles.name(fact.role as string, 'person'),
      person: String(fact.person ?? ''),
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
