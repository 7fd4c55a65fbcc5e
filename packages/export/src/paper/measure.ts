/* GB/T 9704—2012: A4, 版心 156 × 225 mm, 22 lines of 28 characters. Word counts in twentieths of a point. */

export function twips(millimetres: number): number {
  return Math.round((millimetres * 1440) / 25.4)
}

/** 天头 37, 订口 28, and what is left of 297 × 210 beneath and right of the 版心. */
export const margins = { top: 37, bottom: 35, left: 28, right: 26 } as const
export const page = { width: 210, height: 297 } as const

/** On its side the binding edge is above. */
export const wideMargins = { top: 28, bottom: 26, left: 35, right: 37 } as const

/** 版心 of an upright page and of one on its side. */
export const textWidth = page.width - margins.left - margins.right
export const wideTextWidth = page.height - wideMargins.left - wideMargins.right

/** 28 characters of 16 points are wider than 156 mm: each gives up a quarter of a point. */
export const bodyTracking = -5

/** Points from line to line where nothing else is asked: 22 of them fill 225 mm. */
export const usualLine = 28.9
