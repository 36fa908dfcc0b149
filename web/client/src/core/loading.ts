/** Follows one question to the server: loading, answered, or failed and worth another try. */
import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { wordsOf } from './api'

export interface Loading<T> {
  data: ShallowRef<T | null>
  error: Ref<string>
  busy: Ref<boolean>
  load: () => Promise<void>
}

/** Asks at once, and again *every* so many milliseconds while the page is open. */
export function useLoading<T>(question: () => Promise<T>, every = 0): Loading<T> {
  const data = shallowRef<T | null>(null)
  const error = ref('')
  const busy = ref(false)
  async function load(): Promise<void> {
    busy.value = true
    error.value = ''
    try {
      data.value = await question()
    } catch (problem) {
      error.value = wordsOf(problem)
    } finally {
      busy.value = false
    }
  }
  void load()
  if (every) {
    const asking = setInterval(() => void (document.visibilityState === 'visible' && load()), every)
    onScopeDispose(() => clearInterval(asking))
  }
  return { data, error, busy, load }
}
