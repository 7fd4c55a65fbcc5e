import type { Page } from 'playwright-core'

/**
 * What is wrong with how a page lies in its window, in words; nothing when all is well. Boxes are compared, not pictures:
 * fonts differ from machine to machine by a pixel or two, a name broken into single characters does not.
 */
export async function layoutFaults(page: Page): Promise<string[]> {
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)))
  return page.evaluate(findFaults)
}

/** Runs in the page: it may use nothing of this file. */
function findFaults(): string[] {
  type Line = { box: DOMRect; words: string; owner: Element }
  const name = (element: Element): string =>
    `${element.tagName.toLowerCase()}${[...element.classList].map((one) => `.${one}`).join('')}`
  const isSeen = (element: Element): boolean => {
    if (element.closest('.visually-hidden, .print-only, .skip-link, [hidden], select, dialog:not([open])')) return false
    const folded = element.closest('details:not([open])')
    if (folded !== null && element.closest('summary')?.parentElement !== folded) return false
    const style = getComputedStyle(element)
    return style.visibility === 'visible' && style.opacity !== '0'
  }
  const textsOf = (): Text[] => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found: Text[] = []
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
      if (node instanceof Text && node.data.trim() !== '') found.push(node)
    return found
  }
  const boxesOf = (text: Text): DOMRect[] => {
    const range = document.createRange()
    range.selectNodeContents(text)
    return [...range.getClientRects()].filter(({ width, height }) => width > 1 && height > 1)
  }
  /** What a scrolling or cutting frame leaves of a box. */
  const shownPart = (box: DOMRect, owner: Element): DOMRect | null => {
    let [left, right, top, bottom] = [box.left, box.right, box.top, box.bottom]
    for (let frame = owner.parentElement; frame !== null && frame !== document.body; frame = frame.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(frame)
      const edge = frame.getBoundingClientRect()
      if (overflowX !== 'visible') [left, right] = [Math.max(left, edge.left), Math.min(right, edge.right)]
      if (overflowY !== 'visible') [top, bottom] = [Math.max(top, edge.top), Math.min(bottom, edge.bottom)]
    }
    return right - left < 2 || bottom - top < 2 ? null : new DOMRect(left, top, right - left, bottom - top)
  }

  const faults: string[] = []
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth
  if (wide > 0) faults.push(`the page is ${wide} px wider than its window`)

  const lines: Line[] = []
  for (const text of textsOf()) {
    const owner = text.parentElement
    if (owner === null || !isSeen(owner) || owner.closest('.no-layout-check') !== null) continue
    const words = text.data.trim()
    const boxes = boxesOf(text)
    const size = Number.parseFloat(getComputedStyle(owner).fontSize)
    const tops = new Set(boxes.map(({ top }) => Math.round(top)))
    if (words.length >= 3 && tops.size >= 3 && words.length / tops.size < 2)
      faults.push(`“${words.slice(0, 20)}” breaks into single characters (${name(owner)})`)
    for (const box of boxes) {
      const part = shownPart(box, owner)
      // The box of a line is higher than its letters.
      const spare = part === null ? 0 : Math.max(0, (part.height - size) / 2)
      if (part !== null)
        lines.push({
          box: new DOMRect(part.left, part.top + spare, part.width, part.height - 2 * spare),
          words: words.slice(0, 20),
          owner,
        })
    }
  }

  for (const element of document.body.querySelectorAll('*')) {
    if (!(element instanceof HTMLElement) || element.closest('.may-be-cut, select') !== null) continue
    const { overflowX, textOverflow } = getComputedStyle(element)
    const isCut = overflowX === 'hidden' || overflowX === 'clip' || textOverflow === 'ellipsis'
    const hasWords = [...element.childNodes].some((node) => node instanceof Text && node.data.trim() !== '')
    if (isCut && hasWords && isSeen(element) && element.scrollWidth > element.clientWidth + 1)
      faults.push(`“${(element.textContent ?? '').trim().slice(0, 20)}” is cut (${name(element)})`)
  }

  const isLayer = (element: Element): boolean => {
    for (let one: Element | null = element; one !== null; one = one.parentElement)
      if (['fixed', 'sticky'].includes(getComputedStyle(one).position)) return true
    return false
  }
  const flat = lines.filter(({ owner }) => !isLayer(owner)).toSorted((left, right) => left.box.top - right.box.top)
  flat.forEach((one, at) => {
    for (const other of flat.slice(at + 1)) {
      if (other.box.top >= one.box.bottom) break
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left)
      const down = Math.min(one.box.bottom, other.box.bottom) - other.box.top
      const isOver = across > 3 && down > 3 && other.owner !== one.owner
      if (isOver && across * down > 0.15 * Math.min(one.box.width * one.box.height, other.box.width * other.box.height))
        faults.push(`“${one.words}” lies over “${other.words}” (${name(one.owner)}, ${name(other.owner)})`)
    }
  })
  return [...new Set(faults)]
}

/** Which part of the first screen lies above the first card, table or list: bar, head and controls. */
export function headShare(page: Page): Promise<number> {
  return page.evaluate(() => {
    const first = [
      ...document.querySelectorAll('main :is(.panel, .kpi-cards, .questions, .goal-counts, table, .state, article)'),
    ]
    const tops = first.map((element) => element.getBoundingClientRect()).filter(({ height }) => height > 40)
    return tops.length === 0 ? 1 : Math.min(...tops.map(({ top }) => top)) / window.innerHeight
  })
}

/** Headings that break a line inside one of these names, with the name. */
export function brokenNames(page: Page, names: readonly string[]): Promise<string[]> {
  return page.evaluate((words) => {
    const topsOf = (texts: readonly Text[], from: number, to: number): Set<number> => {
      const tops = new Set<number>()
      let at = 0
      for (const text of texts) {
        const [start, end] = [Math.max(0, from - at), Math.min(text.length, to - at)]
        at += text.length
        if (start >= end) continue
        const range = document.createRange()
        range.setStart(text, start)
        range.setEnd(text, end)
        for (const { top, width } of range.getClientRects()) if (width > 1) tops.add(Math.round(top))
      }
      return tops
    }
    const found: string[] = []
    for (const heading of document.querySelectorAll('h1, h2, h3, caption, summary, [role=heading]')) {
      const texts: Text[] = []
      const walker = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT)
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
        if (node instanceof Text) texts.push(node)
      const said = texts.map(({ data }) => data).join('')
      for (const word of words)
        for (let at = said.indexOf(word); at >= 0; at = said.indexOf(word, at + 1))
          if (topsOf(texts, at, at + word.length).size > 1) found.push(`“${said}” breaks inside ${word}`)
    }
    return [...new Set(found)]
  }, names)
}
