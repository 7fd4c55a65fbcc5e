import { stripControls } from '../inert-text.ts'

/** The face Office has for Chinese. */
export const officeFace = '微软雅黑'

export function fillXml(colour: string): string {
  return `<a:solidFill><a:srgbClr val="${hex(colour)}"/></a:solidFill>`
}

export function lineXml(colour: string, points: number, isDashed: boolean): string {
  return `<a:ln w="${emuOf(points)}" cap="rnd">${fillXml(colour)}${isDashed ? '<a:prstDash val="dash"/>' : ''}<a:round/></a:ln>`
}

function emuOf(points: number): number {
  return Math.round(points * 12_700)
}

export type ChartFont = { readonly points: number; readonly colour: string; readonly isBold?: boolean }

/** Latin and East-Asian face in every text. */
/** `isLevel`: never turned, however little room there is. */
export function textXml(font: ChartFont, isLevel = false): string {
  return `<c:txPr><a:bodyPr${isLevel ? ' rot="0" vert="horz"' : ''}/><a:lstStyle/><a:p><a:pPr><a:defRPr ${runXml(font)}</a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>`
}

/** The inside of run properties, from the attributes on. */
export function runXml({ points, colour, isBold }: ChartFont): string {
  return `sz="${Math.round(points * 100)}" b="${isBold === true ? 1 : 0}">${fillXml(colour)}<a:latin typeface="${officeFace}"/><a:ea typeface="${officeFace}"/>`
}

function hex(colour: string): string {
  return stripControls(colour).replace('#', '')
}

/** Dark digits on pale marks, white ones on saturated marks. */
export function inkOn(colour: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
  return red * 0.299 + green * 0.587 + blue * 0.114 > 150 ? '#1B2430' : '#FFFFFF'
}

/** #,##0.0 */
export function formatCode(decimals: number): string {
  return decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`
}

/** 0 is A. */
export function columnLetter(at: number): string {
  return at < 26
    ? String.fromCharCode(65 + at)
    : columnLetter(Math.floor(at / 26) - 1) + String.fromCharCode(65 + (at % 26))
}
