/* Functions that run in a page: they may use nothing of this file. */

type Marked = typeof globalThis & { paintedAt?: number; answersAt?: number; slowest?: number }

export type ColdVisit = { readonly painted: number; readonly answers: number }

/** Notes when numbers and all pictures of a cockpit stand and a frame was painted after, and when the program has taken over. */
export function recordPaint(): void {
  const page = globalThis as Marked
  const look = (): void => {
    const images = [...document.querySelectorAll<HTMLImageElement>('img.chart-still')]
    const hasNumbers = document.querySelector('.kpi-number') !== null
    if (hasNumbers && images.length > 1 && images.every((image) => image.complete && image.naturalWidth > 0))
      requestAnimationFrame(() => (page.paintedAt ??= performance.now()))
    if (hasNumbers && document.getElementById('first-page') === null) page.answersAt ??= performance.now()
    if (page.paintedAt === undefined || page.answersAt === undefined) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

/** Milliseconds after the start of the visit at which the cockpit was painted, and at which it answered. */
export async function untilPainted(): Promise<ColdVisit> {
  for (let round = 0; round < 600; round++) {
    const { paintedAt, answersAt } = globalThis as Marked
    if (paintedAt !== undefined && answersAt !== undefined) return { painted: paintedAt, answers: answersAt }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the cockpit was not painted within a minute')
}

type Step = { readonly link: string | null; readonly path: string | null; readonly shown: string }

/** Milliseconds from a click, on a link of the bar or on what is shown, until the frame that shows it was painted. */
export async function clickPaint({ link, path, shown }: Step): Promise<number> {
  const links = [...document.querySelectorAll<HTMLElement>('.nav-link')]
  const target =
    link === null ? document.querySelector<HTMLElement>(shown) : links.find((one) => one.textContent === link)
  if (!target) throw new Error(`nothing to click: ${link ?? shown}`)
  const { port1, port2 } = new MessageChannel()
  // A frame is painted when the next task after it runs; a message comes before what the page does after it.
  const paint = (): Promise<void> =>
    new Promise((resolve) => {
      port1.onmessage = () => resolve()
      requestAnimationFrame(() => port2.postMessage(null))
    })
  const start = performance.now()
  target.click()
  await paint()
  while ((path !== null && location.pathname !== path) || document.querySelector(shown) === null) await paint()
  return performance.now() - start
}

/** Milliseconds from the key of the quarter before or after until its page was painted, pictures too. */
export async function pressPaint(key: string): Promise<number> {
  const words = (): string => document.querySelector('.period-switch')?.textContent ?? ''
  const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve))
  const before = words()
  const start = performance.now()
  document.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
  const isThere = (): boolean =>
    words() !== before &&
    document.querySelector('.is-stale, .skeleton') === null &&
    [...document.images].every((image) => image.complete)
  while (!isThere()) {
    if (performance.now() - start > 20_000) throw new Error(`${before} stayed`)
    await frame()
  }
  await new Promise((resolve) => setTimeout(resolve, 0))
  return performance.now() - start
}

/** Begins to note how long the page takes from a click or a key to the next paint. */
export function watchEvents(): void {
  const page = globalThis as Marked
  page.slowest = 0
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if ('interactionId' in entry && entry.interactionId !== 0)
        page.slowest = Math.max(page.slowest ?? 0, entry.duration)
  }).observe({ type: 'event', durationThreshold: 16, buffered: false } as PerformanceObserverInit)
}

/** The slowest since last asked, in milliseconds in steps of 8; what took less than a frame is not told and counts as one. */
export async function slowestEvent(): Promise<number> {
  // Told after the frame; one more task lets the observer run.
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 60)))
  const page = globalThis as Marked
  const found = Math.max(16, page.slowest ?? 0)
  page.slowest = 0
  return found
}
