/** Matches the address to a workspace; a page is loaded only when somebody goes there. */
import Failed from '../ui/PageFailed.vue'
import Loading from '../ui/PageLoading.vue'
import { computed, defineAsyncComponent, nextTick, ref, shallowRef, type Component } from 'vue'

type Load = () => Promise<{ default: Component }>

export interface Route {
  pattern: string
  load: Load
  /** Catalogue key of the page's name, for the window's title. */
  name: string
}

const path = ref(location.pathname)
const query = ref(new URLSearchParams(location.search))
const routing = shallowRef<Route[]>([])

const pages = new Map<Route, Component>()

/** Sets the routes, and fetches the page that the address asks for ahead of everything else. */
export function defineRoutes(all: Route[]): void {
  routing.value = all
  for (const route of all) {
    pages.set(
      route,
      defineAsyncComponent({
        loader: route.load,
        loadingComponent: Loading,
        errorComponent: Failed,
        delay: 200,
      }),
    )
  }
  current.value.route?.load().catch(() => undefined)
}

export function pageOf(route: Route): Component | undefined {
  return pages.get(route)
}

export interface Match {
  route: Route | null
  params: Record<string, string>
}

/** Returns the first of *all* whose pattern fits *address*, with the values of its `:names`. */
export function match(all: Route[], address: string): Match {
  const parts = split(address)
  for (const route of all) {
    const params = fit(split(route.pattern), parts)
    if (params) return { route, params }
  }
  return { route: null, params: {} }
}

function split(address: string): string[] {
  return address.split('/').filter(Boolean)
}

function fit(pattern: string[], parts: string[]): Record<string, string> | null {
  if (pattern.length !== parts.length) return null
  const params: Record<string, string> = {}
  for (const [i, name] of pattern.entries()) {
    if (name.startsWith(':')) params[name.slice(1)] = decodeURIComponent(parts[i])
    else if (name !== parts[i]) return null
  }
  return params
}

export const current = computed(() => match(routing.value, path.value))
export const params = computed(() => current.value.params)
export const address = computed(() => path.value)
export function asked(name: string): string | null {
  return query.value.get(name)
}

export function go(to: string, replace = false): void {
  history[replace ? 'replaceState' : 'pushState']({}, '', to)
  arrive()
  window.scrollTo(0, 0)
  void nextTick(() => document.getElementById('main')?.focus({ preventScroll: true }))
}

function arrive(): void {
  path.value = location.pathname
  query.value = new URLSearchParams(location.search)
}

window.addEventListener('popstate', arrive)
