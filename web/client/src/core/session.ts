/** Knows who sits at this tab: the pass that a link, a code or the browser's cookie gave. */
import { computed, ref, shallowRef } from 'vue'
import { credentials, get, post } from './api'
import type { Kind, Pass } from '../live/protocol'
import type { Me } from './library'

const KEPT = 'startex.pass'
const STRENGTH: Kind[] = ['facilitator', 'evaluator', 'participant', 'observer']

export const pass = shallowRef<Pass | null>(null)
/** Every pass that this browser still has, for choosing among them. */
export const passes = shallowRef<Pass[]>([])
export const version = ref('')
export const demo = ref<string | null>(null)

/** Whether this person may use the library and launch: the server's own key. */
export const runsServer = computed(() => pass.value?.kind === 'facilitator' && pass.value.exercise === null)

export function usePass(next: Pass | null): void {
  pass.value = next
  credentials.bearer = next?.pass ?? null
  if (next) sessionStorage.setItem(KEPT, JSON.stringify(next))
  else sessionStorage.removeItem(KEPT)
}

/** Whether this person sees everything of an exercise. */
export const seesAll = computed(() => pass.value?.kind === 'facilitator' || pass.value?.kind === 'evaluator')

/** Finds out who this is: the pass kept for the tab if the server still knows it, else the cookie's strongest. */
export async function recognise(): Promise<void> {
  const kept = sessionStorage.getItem(KEPT)
  if (kept) usePass(JSON.parse(kept) as Pass)
  const me = await askWho()
  version.value = me.version
  demo.value = me.demo
  credentials.csrf = me.csrf
  passes.value = me.passes
  const known = me.passes.find((one) => one.pass === pass.value?.pass)
  usePass(known ? { ...pass.value, ...known } : strongest(me.passes, location.pathname))
}

async function askWho(): Promise<Me> {
  const me = await get<Me>('/me').catch((problem) => {
    if (problem.status !== 401) throw problem
    return null
  })
  if (me && (me.passes.length || !credentials.bearer)) return me
  usePass(null)
  return get<Me>('/me')
}

/** Returns the pass that fits the page best: the one that leads there, else the most powerful. */
export function strongest(all: Pass[], address: string): Pass | null {
  const ranked = [...all].sort((a, b) => rank(a) - rank(b))
  return ranked.find((one) => one.goes === address) ?? ranked[0] ?? null
}

function rank(one: Pass): number {
  return STRENGTH.indexOf(one.kind) * 2 + (one.exercise === null ? 0 : 1)
}

export async function enter(token: string, name?: string): Promise<Pass> {
  const given = await post<Pass>('/enter', name ? { token, name } : { token })
  usePass(given)
  return given
}

export async function joinByCode(code: string, name: string, role: string): Promise<Pass> {
  const given = await post<Pass>('/join', { code, name, role })
  usePass(given)
  return given
}

export async function leave(): Promise<void> {
  await post('/leave').catch(() => undefined)
  usePass(null)
}
