/** What a person types into an item: kept beside what stands there, sent field by field. */
import { computed, reactive, type ComputedRef } from 'vue'
import { post } from '../core/api'
import { isMeanwhile, signed, type DraftDesk, type DraftPaper } from './draft'
import { inputOf, type Input } from './fields'
import { flow, yamlText } from './written'

export interface Typing {
  /** As the input gives it: YAML as its text, everything else as the plan writes it. */
  value: unknown
  /** What stood there when the typing began. */
  seen: unknown
  by: string
}

export interface ItemEdits {
  typing: Record<string, Typing>
  dirty: ComputedRef<string[]>
  shown: (key: string) => unknown
  type: (key: string, value: unknown) => void
  /** Whether somebody else changed what is being typed over. */
  overtaken: (key: string) => boolean
  drop: (key: string) => void
  keepMine: (key: string) => void
  save: (note: string) => Promise<boolean>
  body: (key: string) => Record<string, unknown>[]
}

const same = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null)

/** What is typed and not sent, by draft and item: it is still there when somebody comes back to the page. */
const kept = new Map<string, Record<string, Typing>>()

function typingOf(draft: string, address: string): Record<string, Typing> {
  const key = `${draft} ${address}`
  const found = kept.get(key) ?? reactive<Record<string, Typing>>({})
  kept.set(key, found)
  return found
}

/** Returns the addresses of the items of *draft* in which something is typed and not sent. */
export function unsent(draft: string): string[] {
  return [...kept]
    .filter(([key, typing]) => key.startsWith(`${draft} `) && Object.keys(typing).length)
    .map(([key]) => key.slice(draft.length + 1))
}

/** Follows the edits of the item at *address* whose fields say what *now* tells; *into* is what each is typed into. */
export function useItemEdits(
  desk: DraftDesk,
  address: string,
  now: (key: string) => unknown,
  into: (key: string) => Input = inputOf,
): ItemEdits {
  const asTyped = (key: string, value: unknown): unknown =>
    into(key) === 'yaml' ? yamlText(value) : (value ?? null)
  const typing = typingOf(desk.id, address)
  const dirty = computed(() =>
    Object.keys(typing).filter((key) => !same(typing[key].value, asTyped(key, now(key)))),
  )
  function type(key: string, value: unknown): void {
    const seen = typing[key] ? typing[key].seen : now(key)
    typing[key] = { value, seen, by: '' }
  }
  const drop = (key: string): void => {
    delete typing[key]
  }
  const keepMine = (key: string): void => {
    typing[key].seen = now(key)
  }
  const overtaken = (key: string): boolean => !!typing[key] && !same(typing[key].seen, now(key))

  /** Returns the changes that a field makes: of texts in several languages one for each language. */
  function body(key: string): Record<string, unknown>[] {
    const { value, seen } = typing[key]
    const about = { step: address, op: 'set' }
    if (into(key) === 'yaml') return [{ ...about, key, written: String(value ?? ''), seen: seen ?? null }]
    if (into(key) !== 'texts' || !isWords(value) || !isWords(seen))
      return [{ ...about, key, new: value, seen: seen ?? null }]
    const languages = [...new Set([...Object.keys(value), ...Object.keys(seen)])]
    return languages
      .filter((one) => !same(value[one], seen[one]))
      .map((one) => ({ ...about, key: `${key}.${one}`, new: value[one] ?? null, seen: seen[one] ?? null }))
  }

  async function save(note: string): Promise<boolean> {
    for (const key of dirty.value) {
      for (const one of body(key)) {
        const sent = await desk.send(() =>
          post<DraftPaper>(`/drafts/${desk.id}/changes`, { ...one, note, ...signed() }),
        )
        if (isMeanwhile(sent)) {
          typing[key].by = sent.by
          return false
        }
        if (!sent) return false
      }
      drop(key)
    }
    return true
  }
  return {
    typing,
    dirty,
    shown: (key) => (typing[key] ? typing[key].value : asTyped(key, now(key))),
    type,
    overtaken,
    drop,
    keepMine,
    save,
    body,
  }
}

function isWords(value: unknown): value is Record<string, string> {
  return !!value && typeof value === 'object' && !Array.isArray(value)
}

/** Returns a value as one line for two to be compared. */
export function lineOf(key: string, value: unknown): string {
  if (typeof value === 'string') return value
  return Array.isArray(value) && inputOf(key) !== 'yaml' ? value.join(', ') : flow(value)
}
