/** Follows one question to the server: loading, answered, or failed and worth another try. */
import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { wordsOf } from './api'

export interface Loading<T> {
  data: ShallowRef<T | null>
  error: Ref<string>
  busy: Ref<boolean>
  load: () => Promise<void>
}

export function useLoading<T>(question: () => Promise<T>): Loading<T> {
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
  return { data, error, busy, load }
}
