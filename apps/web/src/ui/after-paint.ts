/**
 * Does what takes long after the next frame, so that what a click shows at once is seen at once. The frame's own callback
 * would still be before it.
 */
export function afterPaint(work: () => void): void {
  requestAnimationFrame(() => setTimeout(work))
}
