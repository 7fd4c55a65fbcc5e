/** A number as it stands in a text: 82.6%, 第6—8位, 2.4个百分点, 1.2万人. */
export type QuotedNumber = { readonly text: string; readonly start: number; readonly end: number }

/** Years, quarters, days and numbers of releases say when, not how much. */
const times = String.raw`\d{4}年(?:度|末|底|第[一二三四]季度|\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日|(?:CG|试看)-\d{4}Q\d-\d+`
const amount = String.raw`\d[\d,]*(?:\.\d+)?`
const units = String.raw`(?:%|‰|个百分点|万亿元?|亿[元人次]*|万[元人次家]*|人次|[人家张项个位分起件次倍户名])(?:/[万亿]?[人家个名])?`
const either = new RegExp(`(?<time>${times})|第?${amount}(?:[—～~-]第?${amount})?(?:${units})?`, 'gu')

/** The numbers of a text in their order; `names`: what has digits in it and is no number, such as an indicator's name. */
export function quotedNumbers(text: string, names: readonly string[] = []): QuotedNumber[] {
  const covered = names.filter((name) => /\d/u.test(name)).flatMap((name) => placesOf(text, name))
  return [...text.matchAll(either)].flatMap((found) => {
    const [start, end] = [found.index, found.index + found[0].length]
    const isName = covered.some(([from, to]) => start < to && end > from)
    return found.groups?.['time'] !== undefined || isName ? [] : [{ text: found[0], start, end }]
  })
}

function placesOf(text: string, name: string): [from: number, to: number][] {
  const places: [number, number][] = []
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length))
    places.push([at, at + name.length])
  return places
}
