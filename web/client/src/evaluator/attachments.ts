/** Sends files of observations to the server and fetches them again with this tab's pass. */
import { credentials, download, Refusal } from '../core/api'

export interface Attachment {
  name: string
  type: string
  /** In bytes. */
  size: number
  digest: string
}

export const KINDS = 'image/*,audio/*,application/pdf,text/plain'
const PICTURES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp']

export const isPicture = (one: Attachment): boolean => PICTURES.includes(one.type)

const path = (table: string, digest = ''): string =>
  `/api/v1/tables/${table}/attachments${digest && `/${encodeURIComponent(digest)}`}`

export async function attach(table: string, file: File): Promise<Attachment> {
  const body = new FormData()
  body.append('file', file)
  return (await answered(fetch(path(table), { method: 'POST', headers: headers(), body }))).json()
}

export function save(table: string, one: Attachment): Promise<void> {
  return download(path(table, one.digest), one.name)
}

/** Returns a picture as an address that it can be drawn from; the page's policy lets no other in. */
export async function picture(table: string, one: Attachment): Promise<string> {
  const response = await answered(fetch(path(table, one.digest), { headers: headers() }))
  const content = await response.blob()
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(new Refusal(0, 'broken'))
    reader.readAsDataURL(content)
  })
}

function headers(): Record<string, string> {
  if (credentials.bearer) return { Authorization: `Bearer ${credentials.bearer}` }
  return credentials.csrf ? { 'X-StartEx-CSRF': credentials.csrf } : {}
}

async function answered(asking: Promise<Response>): Promise<Response> {
  const response = await asking.catch(() => {
    throw new Refusal(0, 'offline')
  })
  if (response.ok) return response
  const said = await response.json().catch(() => ({}))
  throw new Refusal(response.status, said.refused ?? 'broken', said.numbers ?? {})
}
