/** Says in words when an inject is played. */
import { t } from '../core/i18n'
import { lengthText, readLength, sinceStart } from '../core/time'
import type { Thing } from '../live/place'
import type { InjectView } from '../live/protocol'

type Name = (id: string, thing?: Thing) => string
const THINGS: Record<string, Thing> = {
  done: 'step',
  silent: 'step',
  did: 'action',
  service: 'service',
  recovery: 'recovery',
  role: 'person',
}

export function triggerWords(
  inject: Pick<InjectView, 'at' | 'when' | 'manual' | 'delay'>,
  name: Name,
): string {
  if (inject.manual) return t('trigger.manual')
  if (inject.at !== null) return sinceStart(inject.at)
  const when = t('trigger.when', { condition: conditionWords(inject.when, name) })
  return inject.delay ? `${when} ${t('trigger.delay', { delay: lengthText(inject.delay) })}` : when
}

/** Returns a condition of a scenario file in words. */
export function conditionWords(condition: unknown, name: Name): string {
  if (condition === 'start') return t('condition.start')
  if (!condition || typeof condition !== 'object') return String(condition ?? '')
  const tree = condition as Record<string, unknown>
  if (Array.isArray(tree.all)) return joined('condition.and', tree.all, name)
  if (Array.isArray(tree.any)) return joined('condition.or', tree.any, name)
  if (tree.not !== undefined) return t('condition.not', { condition: conditionWords(tree.not, name) })
  return leaf(tree, name)
}

/** Joins the parts of a condition; a part that is itself joined stands in brackets. */
function joined(key: string, parts: unknown[], name: Name): string {
  return parts
    .map((part) => (isJoined(part) ? `(${conditionWords(part, name)})` : conditionWords(part, name)))
    .reduce((left, right) => t(key, { left, right }))
}

const isJoined = (part: unknown): boolean =>
  !!part && typeof part === 'object' && ('all' in part || 'any' in part)

function leaf(tree: Record<string, unknown>, name: Name): string {
  const kind = [
    'at',
    'signal',
    'delivered',
    'opened',
    'done',
    'did',
    'silent',
    'service',
    'recovery',
    'role',
  ].find((key) => key in tree)
  if (!kind) return JSON.stringify(tree)
  const state = [tree.is]
    .flat()
    .filter(Boolean)
    .map((one) => (kind === 'recovery' ? t(`recovery_has.${one}`) : t(`state.${one}`)))
    .join('/')
  return t(`condition.${kind}`, {
    what: kind === 'at' ? length(tree.at) : name(String(tree[kind]), THINGS[kind]),
    option: tree.option ? `(${optionTitle(tree, name)})` : '',
    state,
    for: tree.for ? length(tree.for) : tree.total ? length(tree.total) : '',
  }).trim()
}

/** The title of a decision's option; options are known by their action's id and their own. */
function optionTitle(tree: Record<string, unknown>, name: Name): string {
  const id = `${tree.did}.${tree.option}`
  const title = name(id, 'option')
  return title === id ? String(tree.option) : title
}

/** A duration of a scenario file, `21m` or a bare number of seconds, in words. */
function length(value: unknown): string {
  if (typeof value === 'number') return lengthText(value * 1000)
  const ms = readLength(String(value))
  return ms === null ? String(value) : lengthText(ms)
}
