import { xmlText } from '../inert-text.ts'
import type { Frame } from './layout.ts'

/** A chart of our own: where it stands on its slide and the two parts it consists of. */
export type SlideChart = {
  /** Number of the slide, from 1. */
  readonly slide: number
  readonly frame: Frame
  readonly name: string
  readonly altText: string
  readonly xml: string
  readonly workbook: Uint8Array
}

export type Parts = Map<string, string | Uint8Array>

/** The shape after which a slide's chart stands: the last one that lies behind it. */
export const lastBehindChart = '来源与口径'

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaged = 'http://schemas.openxmlformats.org/package/2006/relationships'
const chartUri = 'http://schemas.openxmlformats.org/drawingml/2006/chart'
const emuPerInch = 914_400

/** Adds chart parts, embedded workbooks, their relations and types, and a frame on each slide. */
export function addCharts(parts: Parts, charts: readonly SlideChart[]): void {
  for (const [at, chart] of charts.entries()) addChart(parts, chart, at + 1)
  if (charts.length === 0) return
  const types = charts.map(
    (_, at) =>
      `<Override PartName="/ppt/charts/chart${at + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.drawingml.chart+xml"/>`,
  )
  change(parts, '[Content_Types].xml', (text) => {
    const workbooks = text.includes('Extension="xlsx"')
      ? ''
      : '<Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/>'
    return text.replace(/(<Types[^>]*>)/, `$1${workbooks}`).replace('</Types>', `${types.join('')}</Types>`)
  })
}

function addChart(parts: Parts, chart: SlideChart, number: number): void {
  parts.set(`ppt/charts/chart${number}.xml`, chart.xml)
  parts.set(`ppt/embeddings/chart-data${number}.xlsx`, chart.workbook)
  const workbook = relation('rId1', 'package', `../embeddings/chart-data${number}.xlsx`)
  parts.set(
    `ppt/charts/_rels/chart${number}.xml.rels`,
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="${packaged}">${workbook}</Relationships>`,
  )
  change(parts, `ppt/slides/_rels/slide${chart.slide}.xml.rels`, (text) =>
    text.replace(
      '</Relationships>',
      `${relation(`rIdChart${number}`, 'chart', `../charts/chart${number}.xml`)}</Relationships>`,
    ),
  )
  change(parts, `ppt/slides/slide${chart.slide}.xml`, (text) => withFrame(text, chart, number))
}

function relation(id: string, type: string, target: string): string {
  return `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`
}

function withFrame(slide: string, { frame, name, altText }: SlideChart, number: number): string {
  const [x, y, w, h] = [frame.x, frame.y, frame.w, frame.h].map((inches) => Math.round(inches * emuPerInch))
  const xml = `<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="0" name="${xmlText(name)}" descr="${xmlText(altText)}"/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr><p:xfrm><a:off x="${x}" y="${y}"/><a:ext cx="${w}" cy="${h}"/></p:xfrm><a:graphic><a:graphicData uri="${chartUri}"><c:chart xmlns:c="${chartUri}" r:id="rIdChart${number}"/></a:graphicData></a:graphic></p:graphicFrame>`
  const shape = slide.indexOf(`name="${lastBehindChart}"`)
  const end = slide.indexOf('</p:sp>', shape)
  if (shape < 0 || end < 0) throw new Error(`the slide has no shape ${lastBehindChart}`)
  const cut = end + '</p:sp>'.length
  return slide.slice(0, cut) + xml + slide.slice(cut)
}

function change(parts: Parts, name: string, edit: (text: string) => string): void {
  const text = parts.get(name)
  if (typeof text !== 'string') throw new Error(`no part ${name}`)
  parts.set(name, edit(text))
}
