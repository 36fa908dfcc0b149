/** Keeps what a person did until the server has it: through reloads and lost connections, sent once each. */
import { shallowRef } from 'vue'
import type { Ack } from './protocol'

export interface Waiting {
  id: string
  event: string
  payload: Record<string, unknown>
  typed: number
}

type Send = (event: string, payload: Record<string, unknown>) => Promise<Ack>
type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

export class Outbox {
  readonly waiting = shallowRef<Waiting[]>([])
  private sending = false

  constructor(
    private readonly shelf: Shelf,
    private readonly key: string,
    private readonly send: Send,
    private readonly settled: (item: Waiting, ack: Ack) => void = () => undefined,
  ) {
    this.waiting.value = JSON.parse(shelf.getItem(key) ?? '[]') as Waiting[]
  }

  /** Puts an act in the queue under its own id and tries to send it. */
  add(event: string, payload: Record<string, unknown>, id: string, typed: number): void {
    if (this.waiting.value.some((item) => item.id === id)) return
    this.keep([...this.waiting.value, { id, event, payload: { ...payload, id }, typed }])
    void this.flush()
  }

  /** Sends all that waits, oldest first; stops at the first that gets no answer and leaves it waiting. */
  async flush(): Promise<void> {
    if (this.sending) return
    this.sending = true
    try {
      while (this.waiting.value.length) {
        const item = this.waiting.value[0]
        const ack = await this.send(item.event, item.payload)
        if (isLater(ack)) break
        this.keep(this.waiting.value.filter((other) => other.id !== item.id))
        this.settled(item, ack)
      }
    } catch {
      return // no answer: the next connection tries again, the id keeps it from counting twice
    } finally {
      this.sending = false
    }
  }

  private keep(items: Waiting[]): void {
    this.waiting.value = items
    if (items.length) this.shelf.setItem(this.key, JSON.stringify(items))
    else this.shelf.removeItem(this.key)
  }
}

/** Refusals that say "not now" instead of "no". */
function isLater(ack: Ack): boolean {
  return 'refused' in ack && ['busy', 'slow_down', 'hello_first', 'paused', 'in_a_jump'].includes(ack.refused)
}

export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}
