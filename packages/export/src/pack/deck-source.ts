import { pageFamily, pageRareFamily } from '../page/page-fonts.ts'
import { dateSource } from '../page/pdf-frame.ts'
import type { Source } from '../page/typst-text.ts'
import { watermarkSource } from '../page/watermark.ts'
import { typst } from '../page/typst-text.ts'
import { skins } from '../skins.ts'
import { theme } from './frame.ts'
import type { PackCommon } from './slides.ts'

/** The whole source of a material in slides of 16:9: colours, masters, pages, and what stands behind them. */
export function deckSource(pack: PackCommon, slides: readonly Source[], behind: Source): Source {
  const { main, deep } = skins[pack.skin]
  return typst`#set document(title: ${pack.name}, author: "产改进展监测平台", keywords: (${pack.file.release}), date: ${dateSource(pack.generatedAt)})
#set text(font: (${pageFamily}, ${pageRareFamily}), fallback: false, lang: "zh", region: "cn", cjk-latin-spacing: none, size: 16pt, fill: rgb(${theme.ink}))
#let ink = rgb(${theme.ink})
#let ink2 = rgb(${theme.ink2})
#let ink3 = rgb(${theme.ink3})
#let rule = rgb(${theme.line})
#let ground = rgb(${theme.page})
#let gold = rgb(${theme.brandGold})
#let main = rgb(${main})
#let deep = rgb(${deep})
#let red = rgb(${theme.brandRed})
${masters}
#set page(width: 960pt, height: 540pt, margin: 0pt${watermarkSource(pack.watermark, { degrees: 20, points: 76 })})
${slides}
${behind}
#[#metadata(1)<end>]
`
}

const masters: Source = {
  source: `
#set par(leading: 8pt, spacing: 10pt)
#set list(marker: text(fill: ink2)[•], indent: 2pt, body-indent: 8pt, spacing: 12pt)
#show heading: set block(above: 0pt, below: 0pt)
#let cover(title, subtitle, lines, emblem) = page({
  place(top + left, rect(width: 100%, height: 324pt, fill: main))
  place(top + left, dy: 324pt, rect(width: 100%, height: 3pt, fill: gold))
  place(top + left, dx: 72pt, dy: 96pt, block(width: 816pt, height: 130pt, align(bottom, { set par(leading: 12pt); heading(level: 1, text(size: 40pt, fill: white, title)) })))
  place(top + left, dx: 72pt, dy: 244pt, block(width: 816pt, text(size: 22pt, fill: white, subtitle)))
  place(top + left, dx: 72pt, dy: 360pt, block(width: 816pt, for line in lines { block(spacing: 9pt, text(size: 16pt, fill: ink2, line)) }))
  emblem
})
#let chapter(number, title, at) = page(fill: deep, {
  place(top + left, dx: 96pt, dy: 180pt, block(width: 132pt, height: 132pt, stroke: 2pt + gold, align(center + horizon, text(size: 66pt, weight: "bold", fill: white, number))))
  place(top + left, dx: 268pt, dy: 180pt, block(width: 600pt, height: 132pt, align(horizon, heading(level: 1, text(size: 40pt, fill: white, title)))))
  place(bottom + right, dx: -36pt, dy: -14pt, text(size: 12pt, fill: white, at))
})
#let closing(title, lines, code) = page(fill: deep, {
  place(top + left, dx: 96pt, dy: 170pt, block(width: 768pt, height: 120pt, align(center + horizon, heading(level: 1, text(size: 44pt, fill: white, title)))))
  place(top + left, dx: 96pt, dy: 320pt, block(width: 768pt, align(center, for line in lines { block(spacing: 9pt, text(size: 16pt, fill: white, line)) })))
  code
})
#let content(title: none, size: 28pt, subtitle: none, demo: "", foot: (), foot-size: 12pt, foot-top: 7in, number: none, body) = page({
  place(top + left, rect(width: 100%, height: 7pt, fill: main))
  place(top + left, dx: 36pt, dy: 20pt, block(width: 838pt, height: 54pt, align(horizon, { set par(leading: 6pt); heading(level: 1, text(size: size, title)) })))
  place(top + left, dx: 36pt, dy: 76pt, block(width: 888pt, text(size: 16pt, fill: ink2, subtitle)))
  if demo != "" { place(top + right, dx: -36pt, dy: 32pt, box(stroke: 1pt + ink3, inset: (x: 8pt, y: 5pt), text(size: 12pt, fill: ink2, demo))) }
  body
  place(top + left, dx: 36pt, dy: foot-top - 5pt, line(length: 888pt, stroke: 0.75pt + rule))
  place(top + left, dx: 36pt, dy: foot-top, block(width: 830pt, { set par(leading: 0.42em); text(size: foot-size, fill: ink3, foot.join(linebreak())) }))
  place(bottom + right, dx: -36pt, dy: -14pt, text(size: 12pt, fill: ink3, number))
})
#let refused(words) = block(width: 100%, stroke: (paint: ink3, thickness: 1pt, dash: "dashed"), inset: 20pt, text(size: 18pt, fill: ink2, words))
#let agenda-line(number, title, at, is-chapter, scale) = grid(columns: (40pt, auto, 1fr, 44pt), column-gutter: 8pt, align: (center + horizon, left + horizon, horizon, right + horizon),
  if number == "" { [] } else { box(fill: main, inset: (x: 8pt, y: 4pt), text(size: 16pt * scale, weight: "bold", fill: white, number)) },
  text(size: scale * if is-chapter { 20pt } else { 17pt }, weight: if is-chapter { "bold" } else { "regular" }, title),
  line(length: 100%, stroke: (paint: ink3, thickness: 0.5pt, dash: "loosely-dotted")),
  text(size: 16pt * scale, fill: ink2, at))
`,
}
