/*
 * The pictures of a page that was drawn ahead stand in the page where this browser was here before: a cookie tells how wide
 * its panels were and on which ground. Else, or when the window has changed, the page asks for them.
 */

export const shapeCookie = 'cg-first'

const shape = /^(light|dark)((?:\.\d{3,4}){1,12})$/
const place = /data-picture="([^"]+)" data-heights="([^"]+)" data-alt="([^"]*)">(?=<\/div>)/g

/** Whether a browser that sent this cookie has seen a page that was drawn ahead. */
export function isShape(cookie: string | undefined): boolean {
  return cookie !== undefined && shape.test(cookie)
}

/** The page with its pictures in their places, as a browser of that shape asks for them; as it is where the cookie says nothing of it. */
export async function withPictures(
  html: string,
  cookie: string | undefined,
  ask: (address: string) => Promise<string | null>,
): Promise<string> {
  const [, theme, widths] = shape.exec(cookie ?? '') ?? []
  const wide = widths?.split('.').slice(1).map(Number) ?? []
  const places = [...html.matchAll(place)]
  if (theme === undefined || wide.length !== places.length) return html
  const pictures = await Promise.all(
    places.map(async ([, picture = '', heights = ''], at) => {
      const width = wide[at] ?? 0
      const height = heightAt(heights, width)
      const address = `${picture.replaceAll('&amp;', '&')}&width=${width}&theme=${theme}&height=${height}`
      return { address, height, svg: await ask(address) }
    }),
  )
  let at = 0
  return html.replaceAll(place, (found: string, _picture: string, _heights: string, alt: string) => {
    const { address, height, svg } = pictures[at++] ?? { svg: null }
    if (svg === null) return found
    const image = `<img class="chart-still" data-address="${inAttribute(address)}" alt="${alt}" src="${inAttribute(dataUrl(svg))}">`
    return `${found.slice(0, -1)} style="height:${height}px">${image}`
  })
}

/** `200 532,520 436`: from which width on a picture is how high. */
function heightAt(heights: string, width: number): number {
  const steps = heights.split(',').map((step) => step.split(' ').map(Number))
  const [, height = 0] = steps.findLast(([from = 0]) => from <= width) ?? steps[0] ?? []
  return height
}

/** Only what ends an address or is dropped from one is written as a number: thrice as short as all of it, and as quick to read. */
function dataUrl(svg: string): string {
  return `data:image/svg+xml;charset=utf-8,${svg.replaceAll(/[%#"\t\n\r]/g, encodeURIComponent)}`
}

function inAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}
