/** China has one time and no summer time. */
export const chinaOffsetMs = 8 * 3_600_000

/** An instant in Beijing time, as ISO 8601 writes it, without its zone: '2026-10-01T00:30:00.000'. */
export function inChina(instant: Date | string): string {
  const ms = typeof instant === 'string' ? Date.parse(instant) : instant.getTime()
  return new Date(ms + chinaOffsetMs).toISOString().slice(0, -1)
}

/** The day it is in China at an instant, 'YYYY-MM-DD': until eight in the morning another than that of UTC. */
export function dayInChina(instant: Date | string): string {
  return inChina(instant).slice(0, 10)
}
