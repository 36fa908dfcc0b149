/** Chooses dark or light: the system's preference until a person says otherwise. */
import { ref, watchEffect } from 'vue'

export type Theme = 'system' | 'dark' | 'light'
const KEPT = 'startex.theme'
const ORDER: Theme[] = ['system', 'light', 'dark']

export const theme = ref<Theme>(kept())

function kept(): Theme {
  const asked = new URLSearchParams(location.search).get('theme') ?? localStorage.getItem(KEPT)
  return ORDER.includes(asked as Theme) ? (asked as Theme) : 'system'
}

export function setTheme(next: Theme): void {
  theme.value = next
  localStorage.setItem(KEPT, next)
}

export function startTheme(): void {
  watchEffect(() => {
    if (theme.value === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme.value
  })
}
