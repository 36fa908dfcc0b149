/** Speaks the chosen language: words from the catalogues, texts of documents, numbers and plurals. */
import { computed, ref, shallowRef } from 'vue'

export type Locale = 'zh-CN' | 'en'
export type DocumentText = string | Record<string, string> | null | undefined
type Catalogue = Record<string, string>

const loaders: Record<Locale, () => Promise<{ default: Catalogue }>> = {
  'zh-CN': () => import('../../locales/zh-CN.json'),
  en: () => import('../../locales/en.json'),
}
const KEPT = 'startex.locale'
const catalogue = shallowRef<Catalogue>({})

export const locale = ref<Locale>('zh-CN')
/** The language code that documents use. */
export const language = computed(() => (locale.value === 'en' ? 'en' : 'zh'))

/** Returns the language asked for by the address, kept from before, or preferred by the browser. */
function wanted(): Locale {
  const asked = new URLSearchParams(location.search).get('lang') ?? localStorage.getItem(KEPT)
  return asked ? toLocale(asked) : toLocale(navigator.language)
}

function toLocale(code: string): Locale {
  return code.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}

/** Turns to a language; false when its words could not be fetched. */
export async function speak(next: Locale): Promise<boolean> {
  const fetched = await loaders[next]().catch(() => null)
  if (!fetched) return false
  catalogue.value = fetched.default
  locale.value = next
  document.documentElement.lang = next
  localStorage.setItem(KEPT, next)
  return true
}

export function startSpeaking(): Promise<boolean> {
  return speak(wanted())
}

/** Returns the words for *key*; `count` chooses the plural, `{{name}}` takes a value. */
export function t(key: string, values: Record<string, string | number> = {}): string {
  const words = catalogue.value
  const found = words[pluralKey(words, key, values)] ?? words[key] ?? key
  return found.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => String(values[name] ?? ''))
}

function pluralKey(words: Catalogue, key: string, values: Record<string, string | number>): string {
  if (!('count' in values)) return key
  const category = new Intl.PluralRules(locale.value).select(Number(values.count))
  const precise = `${key}_${category}`
  return precise in words ? precise : `${key}_other`
}

/** Says whether the catalogue has words for *key*. */
export function hasWords(key: string): boolean {
  return key in catalogue.value || `${key}_other` in catalogue.value
}

/** Returns the words for *key* when there are some, else *otherwise*. */
export function tOr(key: string, otherwise: string, values: Record<string, string | number> = {}): string {
  return hasWords(key) ? t(key, values) : otherwise
}

/** Returns a document's text in the chosen language, else in the first language it has. */
export function read(text: DocumentText): string {
  if (text == null) return ''
  if (typeof text === 'string') return text
  return text[language.value] ?? Object.values(text)[0] ?? ''
}

export function number(value: number, digits = 0): string {
  return new Intl.NumberFormat(locale.value, { maximumFractionDigits: digits }).format(value)
}

const NEARLY = 0.995
const SHORT_OF_ALL = 0.999

/** Returns a share as a percentage; what falls short of the whole is never written as 100 %. */
export function percent(value: number | null | undefined): string {
  if (value == null) return '–'
  const isNearly = value >= NEARLY && value < 1
  const style = { style: 'percent', maximumFractionDigits: isNearly ? 1 : 0 } as const
  return new Intl.NumberFormat(locale.value, style).format(isNearly ? Math.min(value, SHORT_OF_ALL) : value)
}

/** Joins names as the language does. */
export function list(names: string[]): string {
  return new Intl.ListFormat(locale.value, { type: 'conjunction' }).format(names)
}
