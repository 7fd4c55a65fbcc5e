/*
 * The pictures of a page that was drawn ahead stand in the page where this browser was here before: a cookie tells how wide
 * its panels were and on which ground. Else, or when the window has changed, the page asks for them.
 */

export const shapeCookie = 'cg-first'

const shape = /^(light|dark)((?:\.\d{3,4}){1,12})$/
const place = /data-picture="([^"]+)" data-heights="([^"]+)"/g

/** The addresses of a page's pictures in a browser of that shape; none where the cookie says nothing of this page. */
export function pictureAddresses(html: string, cookie: string | undefined): string[] {
  const [, theme, widths] = shape.exec(cookie ?? '') ?? []
  const wide = widths?.split('.').slice(1).map(Number) ?? []
  const places = [...html.matchAll(place)]
  if (theme === undefined || wide.length !== places.length) return []
  return places.map(([, address = '', heights = ''], at) => {
    const width = wide[at] ?? 0
    return `${address.replaceAll('&amp;', '&')}&width=${width}&theme=${theme}&height=${heightAt(heights, width)}`
  })
}

/** `200 532,520 436`: from which width on a picture is how high. */
function heightAt(heights: string, width: number): number {
  const steps = heights.split(',').map((step) => step.split(' ').map(Number))
  const [, height = 0] = steps.findLast(([from = 0]) => from <= width) ?? steps[0] ?? []
  return height
}

/** The element of a page that holds pictures by their addresses. */
export function picturesElement(pictures: ReadonlyMap<string, string>): string {
  const json = JSON.stringify(Object.fromEntries(pictures)).replaceAll('<', String.raw`\u003c`)
  return `<script type="application/json" id="first-pictures">${json}</script>`
}
