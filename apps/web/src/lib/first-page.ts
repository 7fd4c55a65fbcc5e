/*
 * A page that the server drew ahead (#first-page) stands until the program has drawn its own, behind it and out of sight;
 * then they change places. Both are the same page at the same size, so nothing moves. What was clicked, pressed or focused
 * meanwhile is done again in the program's page (index.html notes clicks and keys).
 */

/** Longest wait for the pictures of the program's page. */
const patienceMs = 4000

type Noted = { readonly firstClick?: number[] | null; readonly firstKeys?: string[] }

/** The program's page, drawn behind the one that came first, changes places with it when all of it stands. */
export function changeWhenDrawn(first: HTMLElement, root: HTMLElement): void {
  const start = performance.now()
  const look = (): void => {
    if (stands(root) || performance.now() - start > patienceMs) changePlaces(first, root)
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

/** The page's numbers and pictures are there, or the words that there are none. */
function stands(root: HTMLElement): boolean {
  if (root.querySelector('.state, [role=dialog]') !== null) return true
  if (root.querySelector('.kpi-number') === null || root.querySelector('.skeleton') !== null) return false
  return [...root.querySelectorAll('img')].every((image) => image.complete)
}

function changePlaces(first: HTMLElement, root: HTMLElement): void {
  const { firstClick = null, firstKeys = [] } = globalThis as Noted
  const focused = document.activeElement
  const focus = focused !== null && first.contains(focused) ? wayTo(focused, first) : null
  root.classList.remove('is-behind')
  first.remove()
  if (focus !== null) follow(focus, root)?.focus({ preventScroll: true })
  if (firstClick !== null) follow(firstClick, root)?.click()
  for (const key of firstKeys)
    (document.activeElement ?? document.body).dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
    )
}

/** The way down to an element: which child at each step. */
function wayTo(element: Element, top: Element): number[] {
  const way: number[] = []
  for (let one = element; one !== top && one.parentElement !== null; one = one.parentElement)
    way.unshift([...one.parentElement.children].indexOf(one))
  return way
}

/** What lies at the end of the way, or as far as it can be gone. */
function follow(way: readonly number[], top: Element): HTMLElement | null {
  let at = top
  for (const step of way) at = at.children[step] ?? at
  return at instanceof HTMLElement && at !== top ? at : null
}
