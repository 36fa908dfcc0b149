/** Tells whether the window is narrower than a width, and follows it. */
import { onScopeDispose, ref, type Ref } from 'vue'

export function useNarrow(width: number): Ref<boolean> {
  const asked = window.matchMedia(`(max-width: ${width - 1}px)`)
  const narrow = ref(asked.matches)
  const follow = (): void => void (narrow.value = asked.matches)
  asked.addEventListener('change', follow)
  onScopeDispose(() => asked.removeEventListener('change', follow))
  return narrow
}
