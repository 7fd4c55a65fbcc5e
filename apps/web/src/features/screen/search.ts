import { choiceIn } from '../../lib/search.ts'

export const slideKeys = ['overview', 'ranking', 'unit', 'weak', 'equity', 'targets'] as const
export type SlideKey = (typeof slideKeys)[number]

/** Seconds that a page stands. */
export const turnSeconds = { usual: 25, least: 5, most: 600 } as const

export type ScreenSearch = {
  /** Pages in the order shown, joined by commas; left out: all. */
  pages?: string | undefined
  /** Seconds that a page stands; left out: the usual ones. */
  secs?: number | undefined
  theme?: 'light' | 'dark' | undefined
}

/** Unknown pages and seconds out of range are ignored. */
export function screenSearch(search: Record<string, unknown>): ScreenSearch {
  const pages = pagesIn(search['pages'])
  const secs = Number(search['secs'])
  const isUsual = secs === turnSeconds.usual
  return {
    pages: pages.length === 0 ? undefined : pages.join(','),
    secs:
      Number.isInteger(secs) && secs >= turnSeconds.least && secs <= turnSeconds.most && !isUsual ? secs : undefined,
    theme: choiceIn(search, 'theme', ['light', 'dark']),
  }
}

/** The known pages among those named, each once. */
export function pagesIn(text: unknown): SlideKey[] {
  const asked = typeof text === 'string' ? text.split(',') : []
  return [...new Set(asked.flatMap((one) => slideKeys.find((key) => key === one) ?? []))]
}
