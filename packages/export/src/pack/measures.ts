import type { PackMeasure } from '@cg/charts/pack/pack-model'
import { qrCells, qrSvg, qrWords } from '../image/qr.ts'
import type { Source } from '../page/typst-text.ts'
import { text, typst } from '../page/typst-text.ts'
import type { Keep } from './slide-source.ts'
import type { PackCommon } from './slides.ts'

/* 口径与来源: what the measures of a material mean, in full, behind its slides. The deck has it in its notes. */

export const measuresTitle = '附：口径与来源'

/** What stands over the list. */
export function measuresWords({ file }: Pick<PackCommon, 'file'>): string {
  return `材料中出现的各项指标，按发布${file.release}的口径`
}

/** As a sentence ends it, whether its author has or not. */
export function definitionOf({ definition }: PackMeasure): string {
  return definition === '' ? '本次发布没有写明口径。' : `${definition.replace(/[。；;]+$/u, '')}。`
}

export function sourceOf({ source }: PackMeasure): string {
  return source === '' ? '各区县及市直部门报送' : source
}

/** Pages of the PDF after its slides, numbered by themselves, so that slides are called alike on screen and in the PDF. */
export function measuresSource(pack: PackCommon, slides: number, keep: Keep): Source {
  if (pack.measures.length === 0) return { source: '' }
  const { foot, unbroken } = pack
  const words = (value: string): Source => text(value, unbroken)
  const entries = pack.measures.map(
    (one) =>
      typst`#block(breakable: false, below: 8pt)[#text(weight: "bold", ${words(`${one.name}：`)})#${words(`${definitionOf(one)}数据来源：${sourceOf(one)}。`)}]`,
  )
  const cells = qrCells(pack)
  const code =
    cells === undefined
      ? { source: '' }
      : typst`#place(top + right, dy: -14pt, image(bytes(sys.inputs.at(${keep(qrSvg(cells))})), format: "svg", width: 56pt, height: 56pt, alt: ${qrWords}))`
  const footed = [foot.unit, foot.asOf, foot.release, foot.demo ?? ''].filter((part) => part !== '').join(' ｜ ')
  return typst`
#set page(margin: (x: 36pt, top: 32pt, bottom: 58pt), footer-descent: 14pt, background: place(top + left, rect(width: 100%, height: 7pt, fill: main)), footer: context {
  set text(size: 12pt, fill: ink3)
  line(length: 100%, stroke: 0.75pt + rule)
  v(-4pt)
  block[#${words(footed)}#h(1fr)附 #(here().page() - ${slides}) / #(counter(page).final().first() - ${slides})]
})
${code}
#heading(level: 1, text(size: 28pt, ${words(measuresTitle)}))
#block(above: 10pt, below: 12pt, text(size: 16pt, fill: ink2, ${words(measuresWords(pack))}))
#set text(size: 11pt)
#set par(leading: 5pt)
#columns(2, gutter: 24pt)[${entries}]
`
}
