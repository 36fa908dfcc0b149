/** Moves through the past of one table: to a moment, entry by entry, by itself, or along with now. */
import { computed, onScopeDispose, ref, watch } from 'vue'
import { asked } from '../core/router'
import { pass, seesAll } from '../core/session'
import type { Table } from '../live/table'
import { isPassed, keyed, type Place } from './course'
import { usePast, type Point } from './past'

export const SPEEDS = [1, 2, 5, 10, 30, 60]
const TICK_MS = 250
/** How often to look anew though nothing was told: limits pass also by themselves. */
const REFRESH_MS = 1000
const FOLLOWED_MS = 5000

export function useTravelling(live: Table) {
  const at = ref(0)
  const place = ref<Place>({ at: 0, seq: 0 })
  const eyes = ref(firstEyes())
  const speed = ref(10)
  const following = ref(false)
  const playing = ref<ReturnType<typeof setInterval> | null>(null)
  const past = usePast(live.id, live, at)
  const lines = computed(() => live.lines.value)
  const ended = computed(() => live.clock.value?.phase === 'ended')
  const end = computed(() => (ended.value ? (live.clock.value?.at ?? 0) : live.second.value))
  let looked = 0

  function look(point: Point): void {
    looked = Date.now()
    void past.look(point, eyes.value, (told) => {
      if (point !== 'now' && 'seq' in point && place.value.seq === point.seq) at.value = told.at
    })
  }

  function show(next: Place): void {
    place.value = next
    at.value = next.at
    look(next.seq === null ? { time: next.at } : { seq: next.seq })
  }

  /** Goes to a moment and stays there. */
  function goTo(next: Place): void {
    stop()
    following.value = false
    show(next)
    keepAddress()
  }

  /** Goes to where things stand now, and along with it while the exercise runs. */
  function goToNow(): void {
    stop()
    following.value = !ended.value
    place.value = { at: end.value, seq: null }
    at.value = end.value
    look('now')
    keepAddress()
  }

  function press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const next = keyed(event.key, lines.value, place.value, end.value)
    if (!next) return
    event.preventDefault()
    if (event.key === 'End') goToNow()
    else goTo(next)
  }

  function stop(): void {
    if (playing.value) clearInterval(playing.value)
    playing.value = null
  }

  function play(): void {
    if (playing.value) {
      stop()
      return keepAddress()
    }
    following.value = false
    if (at.value >= end.value) show({ at: 0, seq: 0 })
    playing.value = setInterval(advance, TICK_MS)
  }

  function advance(): void {
    const next = Math.min(end.value, at.value + TICK_MS * speed.value)
    const isNew = isPassed(lines.value, at.value, next) || Date.now() - looked >= REFRESH_MS
    place.value = { at: next, seq: null }
    at.value = next
    if (next >= end.value) return goToNow()
    if (isNew) look({ time: next })
  }

  function see(through: string): void {
    eyes.value = through
    look(following.value ? 'now' : place.value.seq === null ? { time: at.value } : { seq: place.value.seq })
    keepAddress()
  }

  function keepAddress(): void {
    const kept = new URLSearchParams({ as: eyes.value })
    if (place.value.seq !== null) kept.set('seq', String(place.value.seq))
    else if (!following.value) kept.set('at', String(Math.floor(at.value)))
    history.replaceState({}, '', `${location.pathname}?${kept}`)
  }

  /** Begins where the address says; else at StartEx of what is over, at now of what runs. */
  function begin(): void {
    const [seq, time] = [number('seq'), number('at')]
    if (seq !== null) goTo({ at: lines.value.find((line) => line.seq === seq)?.at ?? 0, seq })
    else if (time !== null) goTo({ at: Math.min(time, end.value), seq: null })
    else if (ended.value) goTo({ at: 0, seq: lines.value[0]?.seq ?? 0 })
    else goToNow()
  }

  const begun = watch(
    live.clock,
    (clock) => {
      if (!clock) return
      begin()
      void Promise.resolve().then(() => begun())
    },
    { immediate: true },
  )
  watch(
    () => [lines.value.length, Math.floor(end.value / FOLLOWED_MS)],
    () => following.value && look('now'),
  )
  watch(end, (now) => {
    if (!following.value) return
    at.value = now
    place.value = { at: now, seq: null }
  })
  onScopeDispose(stop)

  return {
    ...past,
    at,
    place,
    eyes,
    speed,
    following,
    playing,
    lines,
    end,
    ended,
    goTo,
    goToNow,
    press,
    play,
    see,
  }
}

export type Travelling = ReturnType<typeof useTravelling>

function number(name: string): number | null {
  const value = Number(asked(name) ?? NaN)
  return Number.isFinite(value) && value >= 0 ? Math.floor(value) : null
}

/** Through whose eyes one looks first: those that the address names, if they are one's own or one may choose. */
function firstEyes(): string {
  const kind = pass.value?.kind ?? 'observer'
  const own = kind === 'participant' ? `role:${pass.value?.role}` : kind
  return seesAll.value ? asked('as') || own : own
}
