import type { Page } from 'playwright-core'

/**
 * Marks that a page loses under a forced palette (高对比度): boxes without words that are told from their ground by a
 * background alone, and there have neither another background than what they lie on nor an edge.
 */
export async function lostMarks(page: Page): Promise<string[]> {
  await page.emulateMedia({ forcedColors: 'none' })
  await page.evaluate(findMarks)
  await page.emulateMedia({ forcedColors: 'active' })
  const lost = await page.evaluate(findMarks)
  await page.emulateMedia({ forcedColors: 'none' })
  return lost
}

type Marked = typeof globalThis & { marks?: Element[] | undefined }

/** Runs in the page: it may use nothing of this file. Notes the marks; asked again, the names of those that are none any more. */
function findMarks(): string[] {
  const ground = (element: Element | null): string => {
    for (let one = element; one !== null; one = one.parentElement) {
      const { backgroundColor } = getComputedStyle(one)
      if (!/^rgba\(.*, 0\)$|^transparent$/.test(backgroundColor)) return backgroundColor
    }
    return 'rgb(255, 255, 255)'
  }
  const isMark = (element: Element): boolean => {
    if (!(element instanceof HTMLElement) || (element.textContent ?? '').trim() !== '') return false
    const { width, height } = element.getBoundingClientRect()
    if (width < 2 || height < 2 || element.querySelector('svg, img, input, *') !== null) return false
    const style = getComputedStyle(element)
    if (style.visibility !== 'visible' || element.closest('.visually-hidden, .skip-link, input, select') !== null)
      return false
    const isFilled = ground(element) !== ground(element.parentElement)
    const hasEdge = (['Top', 'Right', 'Bottom', 'Left'] as const).some(
      (side) =>
        style[`border${side}Style`] !== 'none' &&
        Number.parseFloat(style[`border${side}Width`]) > 0 &&
        !/^rgba\(.*, 0\)$/.test(style[`border${side}Color`]),
    )
    return isFilled || hasEdge
  }
  const page = globalThis as Marked
  if (page.marks === undefined) {
    page.marks = [...document.body.querySelectorAll('*')].filter(isMark)
    return []
  }
  const lost = page.marks.filter((element) => element.isConnected && !isMark(element))
  page.marks = undefined
  return [...new Set(lost.map((element) => `${element.tagName.toLowerCase()}.${element.className}`))]
}
