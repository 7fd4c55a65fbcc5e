/** What opens a 审图号: GS, GS京, 川S, 粤AS, 浙杭S, 国审字. */
const office = String.raw`(?:GS\p{Script=Han}{0,2}|\p{Script=Han}{1,3}[A-Z]{0,2}S[A-Z]{0,2}|国审字)`
const pattern = new RegExp(String.raw`^${office}[(（【〔\[]((?:19|20)\d{2})[)）】〕\]]第?\d{1,6}(?:-\d{1,4})?号$`, 'u')

/** Numbers that begin so are made up: for the demo city alone. */
const madeUp = '演示'

/**
 * A 审图号 as it is printed: GS(2024)1234号, 川S【2024】00012号; null for what is none. Spaces and a leading 审图号： go.
 * Its year lies between 1990 and `thisYear`.
 */
export function readApproval(text: string, thisYear: number): string | null {
  const number = text.replace(/\s+/gu, '').replace(/^审图号[:：]?/u, '')
  const year = Number(pattern.exec(number)?.[1])
  return year >= 1990 && year <= thisYear ? number : null
}

/** Whether a number is a made-up one. */
export function isMadeUpApproval(number: string): boolean {
  return number.startsWith(madeUp)
}
