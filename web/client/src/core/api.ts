/** Asks the server over REST, and turns its refusals into codes that the catalogue has words for. */
import { t, tOr } from './i18n'

type Numbers = Record<string, string | number>

export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly numbers: Numbers = {},
    readonly fields: Record<string, string[]> = {},
  ) {
    super(code)
  }

  /** The words for this refusal in the chosen language; a code without words is shown as itself. */
  get words(): string {
    if (this.code === 'offline') return t('error.offline')
    return refusalWords(this.code, this.numbers)
  }
}

export function refusalWords(code: string, numbers: Numbers = {}): string {
  return tOr(`refused.${code}`, t('error.refused', { code }), numbers)
}

/** What every question carries: the pass of this tab, or the check against forged requests. */
export const credentials: { bearer: string | null; csrf: string | null } = { bearer: null, csrf: null }

export const get = <T>(path: string): Promise<T> => ask<T>('GET', path)
export const post = <T>(path: string, body: unknown = {}): Promise<T> => ask<T>('POST', path, body)
export const put = <T>(path: string, body: unknown): Promise<T> => ask<T>('PUT', path, body)
export const patch = <T>(path: string, body: unknown): Promise<T> => ask<T>('PATCH', path, body)
export const remove = <T>(path: string): Promise<T> => ask<T>('DELETE', path)

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await send(method, path, body)
  if (!response.ok) throw await refusalOf(response)
  if (response.status === 204) return undefined as T
  return (await response.json()) as T
}

async function send(method: string, path: string, body?: unknown): Promise<Response> {
  try {
    return await fetch(`/api/v1${path}`, {
      method,
      headers: headers(body !== undefined),
      credentials: 'same-origin',
      body: body === undefined ? undefined : JSON.stringify(body),
    })
  } catch {
    throw new Refusal(0, 'offline')
  }
}

function headers(withBody: boolean): Record<string, string> {
  const all: Record<string, string> = { Accept: 'application/json' }
  if (withBody) all['Content-Type'] = 'application/json'
  if (credentials.bearer) all.Authorization = `Bearer ${credentials.bearer}`
  else if (credentials.csrf) all['X-StartEx-CSRF'] = credentials.csrf
  return all
}

async function refusalOf(response: Response): Promise<Refusal> {
  try {
    const said = await response.json()
    return new Refusal(response.status, said.refused ?? 'broken', said.numbers ?? {}, said.fields ?? {})
  } catch {
    return new Refusal(response.status, 'broken')
  }
}

/** Fetches a file with this tab's pass and hands it to the browser to keep. */
export async function download(path: string, name: string): Promise<void> {
  const response = await fetch(path, { headers: headers(false), credentials: 'same-origin' }).catch(() => {
    throw new Refusal(0, 'offline')
  })
  if (!response.ok) throw await refusalOf(response)
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await response.blob())
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

/** Returns words for anything that was thrown. */
export function wordsOf(problem: unknown): string {
  return problem instanceof Refusal ? problem.words : t('error.unexpected')
}
