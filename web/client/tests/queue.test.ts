/** The outbox: what a person did is kept until the server has it, and sent once. */
import { describe, expect, it } from 'vitest'
import { Outbox } from '../src/live/queue'
import type { Ack } from '../src/live/protocol'

class Shelf {
  readonly held = new Map<string, string>()
  getItem = (key: string): string | null => this.held.get(key) ?? null
  setItem = (key: string, value: string): void => void this.held.set(key, value)
  removeItem = (key: string): void => void this.held.delete(key)
}

/** A server that can be out of reach, and that counts what it was sent. */
class Server {
  reachable = true
  answer: Ack = { ok: true, seq: 1 }
  readonly sent: string[] = []
  send = async (_: string, payload: Record<string, unknown>): Promise<Ack> => {
    if (!this.reachable) throw new Error('offline')
    this.sent.push(String(payload.id))
    return this.answer
  }
}

const settle = (): Promise<void> => new Promise((done) => setTimeout(done))

describe('the outbox', () => {
  it('sends an act once and forgets it', async () => {
    const [shelf, server] = [new Shelf(), new Server()]
    const outbox = new Outbox(shelf, 'k', server.send)
    outbox.add('act', { action: 'a' }, 'one', 0)
    await settle()
    await outbox.flush()
    expect(server.sent).toEqual(['one'])
    expect(shelf.held.size).toBe(0)
  })

  it('keeps acts while the server is out of reach, and sends them in order afterwards', async () => {
    const server = new Server()
    server.reachable = false
    const outbox = new Outbox(new Shelf(), 'k', server.send)
    outbox.add('act', {}, 'one', 0)
    outbox.add('act', {}, 'two', 1)
    await settle()
    expect(outbox.waiting.value).toHaveLength(2)
    server.reachable = true
    await outbox.flush()
    expect(server.sent).toEqual(['one', 'two'])
    expect(outbox.waiting.value).toHaveLength(0)
  })

  it('survives a reload', async () => {
    const [shelf, server] = [new Shelf(), new Server()]
    server.reachable = false
    new Outbox(shelf, 'k', server.send).add('act', { action: 'a' }, 'one', 0)
    await settle()
    server.reachable = true
    const reloaded = new Outbox(shelf, 'k', server.send)
    await reloaded.flush()
    expect(server.sent).toEqual(['one'])
  })

  it('does not send one act twice when flushed twice at once', async () => {
    const server = new Server()
    const outbox = new Outbox(new Shelf(), 'k', server.send)
    outbox.add('act', {}, 'one', 0)
    await Promise.all([outbox.flush(), outbox.flush()])
    await settle()
    expect(server.sent).toEqual(['one'])
  })

  it('drops an act that was refused, and says so', async () => {
    const server = new Server()
    server.answer = { refused: 'not_your_action' }
    const told: string[] = []
    const outbox = new Outbox(new Shelf(), 'k', server.send, (item) => told.push(item.id))
    outbox.add('act', {}, 'one', 0)
    await settle()
    expect(outbox.waiting.value).toHaveLength(0)
    expect(told).toEqual(['one'])
  })

  it('keeps an act that the server has no time for just now', async () => {
    const server = new Server()
    server.answer = { refused: 'busy' }
    const outbox = new Outbox(new Shelf(), 'k', server.send)
    outbox.add('act', {}, 'one', 0)
    await settle()
    expect(outbox.waiting.value).toHaveLength(1)
  })
})
