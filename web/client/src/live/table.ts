/** Holds one live table: connects, says hello, takes in what is told, and sends what a person does. */
import { io, type Socket } from 'socket.io-client'
import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import { refusalWords } from '../core/api'
import { pass } from '../core/session'
import { tell } from '../core/notices'
import { t } from '../core/i18n'
import type { Evaluation } from '../core/evaluation'
import { exerciseTime, WallOffset } from './clock'
import { shownBy, takeIn, takePresence, type Shown } from './fold'
import { newId, Outbox, type Waiting } from './queue'
import type { Ack, Accepted, Entries, Frame, Presence, Refused, Snapshot } from './protocol'

export type Link = 'connecting' | 'live' | 'lost' | 'refused'
const ANSWER_MS = 8000
const TICK_MS = 250
const RETRY_MS = 5000

/** What is told when something sent was accepted, and what is done when it was refused. */
interface Awaited {
  said: string
  back?: () => void
}

export function useTable(id: string) {
  const link = ref<Link>('connecting')
  const refused = ref('')
  const frame = shallowRef<Frame | null>(null)
  const shown = shallowRef<Shown | null>(null)
  const evaluation = shallowRef<Evaluation | null>(null)
  const offset = new WallOffset()
  const wall = ref(Date.now())
  const socket: Socket = io({
    transports: ['websocket'],
    auth: { pass: pass.value?.pass },
    reconnectionDelayMax: 3000,
  })

  async function ask(event: string, payload: Record<string, unknown>): Promise<Ack> {
    return (await socket.timeout(ANSWER_MS).emitWithAck(event, payload)) as Ack
  }

  const awaited = new Map<string, Awaited>()
  const takers = new Set<(item: Waiting) => void>()
  const outbox = new Outbox(
    localStorage,
    `startex.outbox.${id}.${pass.value?.kind}.${pass.value?.role ?? ''}.${pass.value?.person ?? ''}`,
    sendWhenLive,
    (item, ack) => {
      const after = awaited.get(item.id)
      awaited.delete(item.id)
      if ('refused' in ack) {
        tell(refusalWords(ack.refused, ack.numbers), 'bad')
        if (after?.back) after.back()
        else for (const take of takers) take(item)
      } else if (after?.said) tell(after.said, 'good')
    },
  )

  function sendWhenLive(event: string, payload: Record<string, unknown>): Promise<Ack> {
    return link.value === 'live' ? ask(event, payload) : Promise.reject(new Error('offline'))
  }

  async function hello(): Promise<void> {
    const answer = (await ask('hello', { table: id, last: shown.value?.seq ?? null, protocol: 1 }).catch(
      () => null,
    )) as Snapshot | Refused | null
    if (!answer) return void socket.disconnect().connect()
    if ('refused' in answer) return refuse(answer)
    hear(answer.wall)
    frame.value = answer.frame
    shown.value = shownBy(answer)
    if (answer.evaluation) evaluation.value = answer.evaluation
    link.value = 'live'
    void outbox.flush()
  }

  function refuse(answer: Refused): void {
    link.value = 'refused'
    refused.value = refusalWords(answer.refused, answer.numbers)
    socket.disconnect()
  }

  function hear(serverWall: number): void {
    offset.hear(serverWall, Date.now())
    wall.value = Date.now() + offset.ms
  }

  function lose(): void {
    if (link.value !== 'refused') link.value = shown.value ? 'lost' : 'connecting'
  }

  socket.on('connect', () => void hello())
  socket.on('disconnect', (why) => {
    lose()
    if (why === 'io server disconnect' && link.value !== 'refused') setTimeout(() => socket.connect(), 1000)
  })
  socket.on('connect_error', (problem: Error & { data?: Refused }) =>
    problem.data?.refused ? refuse(problem.data) : lose(),
  )
  socket.on('entries', (message: Entries) => {
    if (message.table !== id || !shown.value) return
    hear(message.wall)
    shown.value = takeIn(shown.value, message)
  })
  socket.on('presence', (heard: Presence) => {
    if (heard.table !== id || !shown.value) return
    shown.value = { ...shown.value, view: takePresence(shown.value.view, heard) }
  })
  socket.on('evaluation', (told: { table: string; evaluation: Evaluation }) => {
    if (told.table === id) evaluation.value = told.evaluation
  })

  socket.on('closed', (told: { table: string; why: string }) => {
    if (told.table === id && told.why !== 'shutting_down') refuse({ refused: `closed_${told.why}` })
  })

  const online = (): void => void (socket.connected || socket.connect())
  window.addEventListener('online', online)
  const ticking = setInterval(() => (wall.value = Date.now() + offset.ms), TICK_MS)
  const retrying = setInterval(() => void (link.value === 'live' && outbox.flush()), RETRY_MS)
  onScopeDispose(() => {
    clearInterval(ticking)
    clearInterval(retrying)
    window.removeEventListener('online', online)
    socket.disconnect()
  })

  const view = computed(() => shown.value?.view ?? null)
  const clock = computed(() => view.value?.clock ?? null)
  const lines = computed(() => shown.value?.lines ?? [])
  /** Exercise time now, moving four times a second. */
  const now = computed(() => (clock.value ? exerciseTime(clock.value, wall.value) : 0))
  /** The same in whole seconds, for what need not move oftener. */
  const second = computed(() => Math.floor(now.value / 1000) * 1000)

  /**
   * Does something that may wait for the connection; it is kept until the server has it.
   * *said* is told once it was accepted; *back* gives back what was typed when it was refused,
   * and without it who asked by `onRefused`.
   */
  function submit(
    event: 'act' | 'message' | 'note' | 'survey',
    payload: Record<string, unknown>,
    said = '',
    back?: () => void,
  ): void {
    const made = newId()
    awaited.set(made, { said, back })
    if (link.value !== 'live') tell(t('queue.kept'), 'info')
    outbox.add(event, payload, made, Date.now())
  }

  /** Hands what was refused to *take*, also when it was sent before the page was loaded anew. */
  function onRefused(take: (item: Waiting) => void): void {
    takers.add(take)
    onScopeDispose(() => takers.delete(take))
  }

  /** Does something that makes no sense later; says so when it fails. Returns the acceptance or null. */
  async function order(event: string, payload: Record<string, unknown>): Promise<Accepted | null> {
    const ack = await sendWhenLive(event, payload).catch((): Refused => ({ refused: 'offline' }))
    if ('ok' in ack) return ack
    tell(ack.refused === 'offline' ? t('error.offline') : refusalWords(ack.refused, ack.numbers), 'bad')
    return null
  }

  return {
    id,
    /** Whether this is the past, in which nothing can be done. */
    replayed: false as boolean,
    link,
    refused,
    frame,
    view,
    clock,
    lines,
    evaluation,
    now,
    second,
    waiting: outbox.waiting,
    submit,
    onRefused,
    order,
  }
}

export type Table = ReturnType<typeof useTable>
