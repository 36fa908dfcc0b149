/** Writes how large a file is. */
import { number } from '../core/i18n'

const KB = 1024

export function sizeText(bytes: number): string {
  if (bytes < KB) return `${number(bytes)} B`
  if (bytes < KB * KB) return `${number(bytes / KB, 0)} KB`
  return `${number(bytes / KB / KB, 1)} MB`
}
