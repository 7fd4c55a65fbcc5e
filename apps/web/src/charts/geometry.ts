import type { Scale } from '@cg/charts/model'

/** Where a value lies on its scale, 0 to 100, for CSS lengths. */
export function percentOf(scale: Scale, value: number): number {
  const share = ((value - scale.from) / (scale.to - scale.from)) * 100
  return Math.min(100, Math.max(0, share))
}

/** An SVG path through the points of a sparkline; null breaks the line, it is never bridged. */
export function sparkPath(values: readonly (number | null)[], width: number, height: number): string {
  const known = values.filter((value) => value !== null)
  const low = Math.min(...known)
  const span = Math.max(...known) - low || 1
  const step = width / Math.max(1, values.length - 1)
  let isDrawing = false
  return values
    .map((value, index) => {
      if (value === null) {
        isDrawing = false
        return ''
      }
      const command = isDrawing ? 'L' : 'M'
      isDrawing = true
      return `${command}${(index * step).toFixed(1)} ${(height - ((value - low) / span) * height).toFixed(1)}`
    })
    .join('')
}
