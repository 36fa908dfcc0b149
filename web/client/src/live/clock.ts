/** Maps the wall to exercise time: the last clock the server told, and how far this machine's clock is off. */
import type { Clock } from './protocol'

/** Returns exercise time at the server's wall moment *wall*; it only moves while the exercise runs. */
export function exerciseTime(clock: Clock, wall: number): number {
  if (clock.phase !== 'running') return clock.at
  return clock.at + Math.max(0, wall - clock.wall) * clock.speed
}

/**
 * Estimates server wall minus own wall from one-way messages. A message can only arrive late, so the
 * largest difference of the last few is the best one; old ones are forgotten, for clocks drift.
 */
export class WallOffset {
  private readonly heard: number[] = []

  constructor(private readonly kept = 16) {}

  hear(serverWall: number, ownWall: number): void {
    this.heard.push(serverWall - ownWall)
    if (this.heard.length > this.kept) this.heard.shift()
  }

  /** Milliseconds to add to the own wall clock; 0 before anything was heard. */
  get ms(): number {
    return this.heard.length ? Math.max(...this.heard) : 0
  }
}
