/** An object of a slide, lengths in inches. */
export type SlideObject = {
  readonly kind: 'shape' | 'frame'
  readonly name: string
  readonly description: string
  readonly words: string
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
  readonly xml: string
}

const emuPerInch = 914_400

/** The objects of a slide part from back to front. */
export function slideObjects(xml: string): SlideObject[] {
  return [...xml.matchAll(/<p:(sp|cxnSp|pic|graphicFrame)>[^]*?<\/p:\1>/g)].map(([object, tag]) => {
    const number = (pattern: RegExp) => Number(pattern.exec(object)?.[1] ?? Number.NaN) / emuPerInch
    return {
      kind: tag === 'graphicFrame' ? 'frame' : 'shape',
      name: plain(/<p:cNvPr [^>]*name="([^"]*)"/.exec(object)?.[1] ?? ''),
      description: plain(/<p:cNvPr [^>]*descr="([^"]*)"/.exec(object)?.[1] ?? ''),
      words: plain([...object.matchAll(/<a:t>([^<]*)<\/a:t>/g)].map((match) => match[1] ?? '').join('')),
      x: number(/<a:off x="(-?\d+)"/),
      y: number(/<a:off x="-?\d+" y="(-?\d+)"/),
      w: number(/<a:ext cx="(\d+)"/),
      h: number(/<a:ext cx="\d+" cy="(\d+)"/),
      xml: object,
    }
  })
}

/** The height a native table takes by its rows, inches. */
export function tableHeight(object: SlideObject): number {
  const rows = [...object.xml.matchAll(/<a:tr h="(\d+)"/g)].map((match) => Number(match[1]))
  return rows.reduce((sum, height) => sum + height, 0) / emuPerInch
}

function plain(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
