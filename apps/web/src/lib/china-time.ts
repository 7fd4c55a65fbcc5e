/* The program speaks Beijing time wherever it is opened; a browser's field of a day and an hour knows no zone. */

import { inChina } from '@cg/domain/number/china-day'

/** '2026-10-15T18:00' of an instant, as a datetime-local field holds it. */
export function toTimeField(instant: string): string {
  return inChina(instant).slice(0, 16)
}

/** The instant that a filled datetime-local field means. */
export function fromTimeField(text: string): string {
  return `${text}:00+08:00`
}
