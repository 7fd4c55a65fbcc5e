/** Where a line of text stands beneath its middle, in em: half of ascent less descent of Noto Sans SC, as the canvas draws it. */
const middleToBaseline = 0.435

/**
 * ECharts' SVG without what belongs to the running library or is drawn differently elsewhere: no hover rules, ids that
 * do not count through the process's life, and every text placed by its baseline with plain attributes
 * (`dominant-baseline` is unknown to Word, WPS and librsvg).
 */
export function settleSvg(svg: string, idPrefix: string, family: string): string {
  const names = new Map<string, string>()
  return svg
    .replace(/<style[^>]*>[^]*?<\/style>/g, '')
    .replace(/ class="zr\d+-[\w-]+"/g, '')
    .replace(/\bzr\d+-[\w-]+/g, (id) => {
      const known = names.get(id) ?? `${idPrefix}-${names.size}`
      names.set(id, known)
      return known
    })
    .replace(/<text ([^>]*)>/g, (_, attributes: string) => `<text ${settleText(attributes, family)}>`)
    .replace(/^<svg ([^>]*)>/, (_, attributes: string) => `<svg ${attributes} font-family="${family}">`)
}

function settleText(attributes: string, family: string): string {
  const { style = '', y = '0', 'dominant-baseline': baseline, ...kept } = readAttributes(attributes)
  if (baseline !== 'central') throw new Error(`a text with baseline ${baseline}`)
  const font = readFont(style)
  return writeAttributes({
    ...kept,
    y: String(round(Number(y) + font.size * middleToBaseline)),
    'font-size': String(font.size),
    ...(font.family === family ? {} : { 'font-family': font.family }),
    ...(font.isBold ? { 'font-weight': 'bold' } : {}),
  })
}

type Font = { readonly size: number; readonly family: string; readonly isBold: boolean }

/** ECharts writes either `font: bold 14px Family` or the parts one by one. */
function readFont(style: string): Font {
  const size = /(?:font-size:|font:[^;]*?)\s*([\d.]+)px/.exec(style)?.[1]
  const family = /font-family:([^;]+)|font:[^;]*?px\s+([^;]+)/.exec(style)
  const name = family?.[1] ?? family?.[2]
  if (size === undefined || name === undefined) throw new Error(`a text without a font: ${style}`)
  return { size: Number(size), family: name.trim(), isBold: /font-weight:bold|font:\s*bold/.test(style) }
}

function readAttributes(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/([\w:-]+)="([^"]*)"/g)].map((match) => [match[1], match[2]]))
}

function writeAttributes(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => `${name}="${value}"`)
    .join(' ')
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
