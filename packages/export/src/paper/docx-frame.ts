import type { BulletinModel } from '@cg/contract/bulletin'
import { xmlText } from '../inert-text.ts'
import { paragraphXml, runXml } from './docx-body.ts'
import { paperStyles } from './docx-styles.ts'
import { margins, page, twips, wideMargins } from './measure.ts'

const spaces =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'

/** document.xml around its content. */
export function documentXml(content: string): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document ${spaces}><w:body>${content}</w:body></w:document>`
}

/** 一字线 of the page number begin 7 mm beneath the 版心. */
const footDistance = 22

export type Section = {
  readonly line: number
  /** Of header and footers. */
  readonly references: string
  /** Page size and edges of an upright page where they are not those of GB/T 9704. */
  readonly size: string | null
  readonly edges: string | null
}

/** Size, margins, grid, header and footers of a section; the last one stands by itself, others in their last paragraph. */
export function sectionXml(isWide: boolean, { line, references, size, edges }: Section): string {
  const [width, height] = isWide ? [page.height, page.width] : [page.width, page.height]
  const { top, bottom, left, right } = isWide ? wideMargins : margins
  const ownSize = `<w:pgSz w:w="${twips(width)}" w:h="${twips(height)}"${isWide ? ' w:orient="landscape"' : ''}/>`
  const foot = isWide ? 14 : footDistance
  const ownEdges = `<w:pgMar w:top="${twips(top)}" w:right="${twips(right)}" w:bottom="${twips(bottom)}" w:left="${twips(left)}" w:header="${twips(15)}" w:footer="${twips(foot)}" w:gutter="0"/>`
  const look = isWide ? `${ownSize}${ownEdges}` : `${size ?? ownSize}${edges ?? ownEdges}`
  return `<w:sectPr>${references}<w:type w:val="nextPage"/>${look}<w:docGrid w:type="lines" w:linePitch="${Math.round(line * 20)}"/></w:sectPr>`
}

/** — 3 —: of odd pages right, of even ones left, a character in. */
export function footerXml(side: 'odd' | 'even'): string {
  const place =
    side === 'odd'
      ? '<w:ind w:right="280" w:rightChars="100"/><w:jc w:val="right"/>'
      : '<w:ind w:left="280" w:leftChars="100"/>'
  const field = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:ftr ${spaces}><w:p><w:pPr><w:pStyle w:val="${paperStyles.page.id}"/>${place}</w:pPr>${runXml('— ')}${field}${runXml(' —')}</w:p></w:ftr>`
}

/** 演示数据 at the head of every page, and 试看 · 未发布 across it. */
export function headerXml({ demo, watermark }: BulletinModel): string {
  const words = demo === null ? '' : runXml(demo)
  const across = watermark === null ? '' : `<w:r>${watermarkXml(watermark)}</w:r>`
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:hdr ${spaces}>${paragraphXml('foot', `${across}${words}`)}</w:hdr>`
}

function watermarkXml(words: string): string {
  const style =
    'position:absolute;margin-left:0;margin-top:0;width:420pt;height:84pt;rotation:330;z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin'
  return `<w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas><v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype><v:shape id="CGWatermark" o:spid="_x0000_s2049" type="#_x0000_t136" style="${style}" fillcolor="#c8c8c8" stroked="f"><v:fill opacity=".5"/><v:textpath style="font-family:&quot;黑体&quot;;font-size:1pt" string="${xmlText(words)}"/></v:shape></w:pict>`
}

/** settings.xml: odd and even pages differ, punctuation at line ends is drawn together, as 28 characters a line need. */
export function settingsXml(differsByPage: boolean): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/><w:defaultTabStop w:val="640"/>${differsByPage ? '<w:evenAndOddHeaders/>' : ''}<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>`
}
