/** Which fields the items of a plan have, and what each is typed into. */
export type Input =
  | 'text'
  | 'length'
  | 'number'
  | 'yes-no'
  | 'roles'
  | 'choice'
  | 'role'
  | 'action'
  | 'step'
  | 'form'
  | 'texts'
  | 'lines'
  | 'yaml'

export const FIELDS: Record<string, string[]> = {
  step: [
    ...['title', 'does', 'by', 'when', 'within', 'within_max', 'hard', 'criticality', 'source', 'clause'],
    ...['after', 'every', 'until', 'not_before', 'not_while', 'quorum', 'choices', 'facts', 'escalate'],
    ...['distinct_from', 'records', 'overrides', 'clock', 'notes'],
  ],
  role: ['title', 'deputies', 'duties'],
  service: ['title', 'rto', 'rpo', 'depends_on', 'degrades_on', 'impact', 'monitored'],
  recovery: ['title', 'starts_on', 'restores', 'takes', 'needs', 'loses', 'makes_up', 'success'],
  form: ['title', 'fields'],
  action: ['title', 'kind', 'by', 'options', 'form', 'to'],
  procedure: ['title', 'phase'],
  plan: ['title', 'owner', 'resources'],
}
const INPUTS: Record<string, Input> = {
  ...each('length', 'within', 'within_max', 'every', 'rto', 'rpo', 'loses'),
  ...each('number', 'quorum', 'success'),
  ...each('yes-no', 'hard', 'monitored'),
  ...each('roles', 'by', 'deputies'),
  ...each('choice', 'criticality', 'source', 'phase', 'kind'),
  ...each('texts', 'title', 'duties', 'notes'),
  ...each('lines', 'clause'),
  owner: 'role',
  does: 'action',
  distinct_from: 'step',
  form: 'form',
  clock: 'text',
}
export const CHOICES: Record<string, { words: string; of: string[] }> = {
  criticality: { words: 'criticality', of: ['critical', 'major', 'minor'] },
  source: {
    words: 'source',
    of: ['law', 'regulation', 'exchange-rule', 'standard', 'plan', 'good-practice'],
  },
  phase: { words: 'phase', of: ['detect', 'respond', 'restore', 'summarise'] },
  kind: {
    words: 'action_kind',
    of: [
      ...['acknowledge', 'verify', 'assess', 'decide', 'activate', 'notify', 'report', 'execute', 'confirm'],
      ...['communicate', 'record'],
    ],
  },
}

function each(input: Input, ...keys: string[]): Record<string, Input> {
  return Object.fromEntries(keys.map((key) => [key, input]))
}

/** Returns what a field is typed into; whatever is not simple is written as YAML. */
export function inputOf(key: string): Input {
  return INPUTS[key] ?? 'yaml'
}

/** Returns the address of an item: a bare id for steps and services. */
export function addressOf(kind: string, id: string): string {
  if (kind === 'plan') return 'plan'
  return kind === 'step' || kind === 'service' ? id : `${kind}:${id}`
}
