import type { PageModel } from '@cg/charts/page/page-model'
import { pageTitles } from '@cg/contract/page-choices'
import { themes } from '@cg/charts/theme'
import { printedStampCode } from '@cg/domain/stamp-code'
import { qrWords } from '../image/qr.ts'
import { skins } from '../skins.ts'
import { pageFamily, pageRareFamily } from './page-fonts.ts'
import type { Source } from './typst-text.ts'
import { text, typst } from './typst-text.ts'
import { watermarkSource } from './watermark.ts'

/** A drawing that is no more than this share too high for what is left of a page is set smaller instead of leaving the rest blank. */
const fewest = 0.78

const { ink, ink2, ink3, line, lineStrong, brandRed, primary, card, page: ground } = themes.light

/** Names of the source for colours and shapes that blocks use. */
const names = {
  source: `
#let ink2 = rgb("${ink2}")
#let ink3 = rgb("${ink3}")
#let rule = rgb("${line}")
#let strong-rule = rgb("${lineStrong}")
#let red = rgb("${brandRed}")
#let primary = rgb("${primary}")
#let ground = rgb("${ground}")
#let paper = rgb("${card}")
#let small(body) = text(size: 8pt, fill: ink3, body)
#let panel(title, subtitle, body) = {
  heading(level: 2, title)
  if subtitle != none { block(sticky: true, above: 5pt, below: 7pt, small(subtitle)) }
  body
}
#let block-end = block(above: 0pt, below: 0pt, height: 0pt)[#metadata(none)<block-end>]
#let panel-head = 62pt
#let drawing(name, width, height, words, is-first) = block(breakable: false, above: 5pt, below: 4pt, context {
  let ends = query(selector(<block-end>).before(here()))
  let share = 1
  if is-first and ends.len() > 0 {
    let room = paper-height - 22mm - ends.last().location().position().y - panel-head * density
    if room < height and room > height * ${fewest} { share = room / height }
  }
  image(bytes(sys.inputs.at(name)), format: "svg", width: width * share, height: height * share, alt: words)
})
#let card(name, number, unit, light, change, goal) = block(width: 100%, inset: (x: 8pt, y: 7pt), stroke: 0.5pt + strong-rule, radius: 2pt, {
  set par(leading: 4pt, spacing: 5pt)
  block(text(size: 8.5pt, fill: ink2, name))
  block[#text(size: 15pt, weight: "bold", number)#text(size: 8.5pt, fill: ink2, unit)#h(1fr)#text(size: 8.5pt, light)]
  block(small(change))
  block(small(goal))
})
`,
}

/** The whole source: page, running head and foot, title, blocks, 说明. `density`: share of the usual space between things. */
export function documentSource(page: PageModel, blocks: readonly Source[], density: number): Source {
  const { lines } = page
  const words = (value: string) => text(value, page.unbroken)
  const [beside, code] = besideCode(page)
  return typst`#set document(title: ${page.title}, author: "产改进展监测平台", keywords: (${pageTitles[page.page]}, ${page.file.release}${stampWord(page)}), date: ${dateSource(page.generatedAt)})
#set text(font: (${pageFamily}, ${pageRareFamily}), fallback: false, lang: "zh", region: "cn", cjk-latin-spacing: none, size: 9.5pt, fill: rgb(${ink}))
#let density = ${density}
#let paper-height = ${isWide(page) ? 210 : 297} * 1mm
#set par(leading: 6.5pt * density, spacing: 8pt * density)
#set list(marker: text(fill: rgb(${ink3}))[•], indent: 2pt, body-indent: 5pt, spacing: 6.5pt * density)
#show heading.where(level: 1): set text(size: 17pt)
#show heading.where(level: 1): set block(above: 0pt, below: 7pt)
#let brand = rgb(${skins[page.skin ?? 'blue'].main})
#show heading.where(level: 2): set text(size: 12pt, fill: brand)
#show heading.where(level: 2): set block(above: 16pt * density, below: 7pt * density)
#show heading.where(level: 3): set text(size: 9.5pt)
#show heading.where(level: 3): set block(above: 9pt, below: 5pt)
${names}
#set page(paper: "a4", flipped: ${{ source: String(isWide(page)) }}, margin: (x: 18mm, top: 19mm, bottom: 22mm), header-ascent: 30%, footer-descent: 22%, header: context {
  if here().page() == 1 { line(length: 100%, stroke: 2pt + brand) } else { small[#${words(`${pageTitles[page.page]} ｜ ${page.subtitle}`)}#h(1fr)#${words(lines.demo ?? '')}]; line(length: 100%, stroke: 0.5pt + strong-rule) }
}, footer: context {
  set text(size: 7.5pt, fill: ink3)
  set par(leading: 4pt)
  line(length: 100%, stroke: 0.5pt + strong-rule)
  v(-5pt)
  block[#${words(short(lines.source))}]
  v(-5pt)
  block[#${words(`${lines.asOf} ｜ ${lines.release}${lines.demo === null ? '' : ` ｜ ${lines.demo}`}`)}#h(1fr)第#counter(page).display()页，共#counter(page).final().first()页]
}${watermarkSource(page.watermark, { degrees: 28, points: 54 })})
#grid(columns: (1fr, auto), column-gutter: 10pt, [= #${words(page.title)}
#text(fill: ink2, ${words(page.subtitle)})], [${demoMark(lines.demo)}])
#block(above: 5pt, below: 10pt, small(${words(`${lines.asOf} ｜ ${lines.release}`)}))
${blocks.map((block) => typst`${block}\n#block-end\n`)}
#heading(level: 2)[说明]
${beside}{ set text(size: 8.5pt, fill: ink2)
list(${{
    source: page.notes
      .concat(lines.generated)
      .map((note) => words(note).source)
      .join(', '),
  }}) }${code}
#context [#metadata(here().position().y / ${isWide(page) ? 210 : 297}mm)<end>]
`
}

/** By this name a page's QR code is found by its source. */
export const qrName = 'qr'

/** What stands around 说明 so that the code of the file has its place beside them. */
function besideCode({ stamp }: PageModel): [before: Source, after: Source] {
  if (stamp === undefined) return [{ source: '#' }, { source: '' }]
  return [
    { source: '#grid(columns: (1fr, 22mm), column-gutter: 10pt, ' },
    typst`, image(bytes(sys.inputs.at(${qrName})), format: "svg", width: 22mm, height: 22mm, alt: ${qrWords}))`,
  ]
}

/** 核验码：K7QF3-MXNAD among the file's keywords. */
function stampWord({ stamp }: PageModel): Source {
  return stamp === undefined ? { source: '' } : typst`, ${`核验码：${printedStampCode(stamp.code)}`}`
}

/** A page with a table that needs the long side lies on its side as a whole. */
export function isWide({ blocks }: PageModel): boolean {
  const tables = blocks.flatMap((block) =>
    block.kind === 'table' ? [block.table] : block.kind === 'panel' ? block.tables : [],
  )
  return tables.some((table) => table.isWide)
}

/** The release's time, so that the same page is the same bytes. */
export function dateSource(instant: string): Source {
  const date = new Date(instant)
  const part = (name: string, value: number): string => `${name}: ${value}`
  return {
    source: `datetime(${[
      part('year', date.getUTCFullYear()),
      part('month', date.getUTCMonth() + 1),
      part('day', date.getUTCDate()),
      part('hour', date.getUTCHours()),
      part('minute', date.getUTCMinutes()),
      part('second', date.getUTCSeconds()),
    ].join(', ')})`,
  }
}

/** 演示数据 in a frame beside the title. */
function demoMark(demo: string | null): Source {
  if (demo === null) return { source: '' }
  return typst`#box(stroke: 0.8pt + red, inset: (x: 6pt, y: 4pt), text(size: 9pt, weight: "bold", fill: red, ${demo}))`
}

/** Of a source with many names the first ones: the foot has one line for it, 说明 has all. */
function short(words: string): string {
  const letters = Array.from(words)
  return letters.length <= 60 ? words : `${letters.slice(0, 58).join('')}等`
}
