import { readChineseNumeral } from '../number/chinese-numeral.ts'

/** How a figure is hedged: 近 (below, and close), 超 (above), 约, 多/余 (above, less than a step), 不足 (below). */
export type Hedge = 'exact' | 'near' | 'over' | 'about' | 'odd' | 'under'

/** A figure as written. `value` and `step` (the size of its last digit) are in the unit without 万 and 亿. */
export type Quantity = {
  readonly start: number
  readonly end: number
  readonly kind: 'figure' | 'blank' | 'rank' | 'top' | 'bottom' | 'range' | 'list'
  readonly value: number
  readonly step: number
  /** Ten to which power: 4 for 万, 8 for 亿. */
  readonly scale: number
  readonly unit: string
  readonly hedge: Hedge
  /** The words before and after the number that hedge it; of a place: 位居全市; of an end of a range: which one it is. */
  readonly before: string
  readonly after: string
  /** Small numbers in Chinese words (四方, 两项) are no figures unless an indicator claims them. */
  readonly isWord: boolean
}

const unitWords =
  '个百分点|百分点|人/万人|起/万人|人次|场次|批次|%|‰|倍|元|人|名|位|家|户|个|项|件|起|宗|场|批|条|份|枚|次|分(?![别钟之])'
const units = `(?:${unitWords})`
const hedges = '(?<pre>将近|接近|近|超过|超出|超|逾|突破|过(?=半)|大约|大概|约|不足|不到|不低于|不少于|至少)?'
const after = '(?<post>以上|左右|上下|以下|以内)?'
const arabic = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`
const chinese = '[零〇一二三四五六七八九十百千万亿两点]+'
const figure = new RegExp(
  `${hedges}(?:(?<hundred>百分之)(?<share>${chinese}|${arabic})|(?<tenths>[一二三四五六七八九])成(?<tenth>[一二三四五六七八九半])?(?<over>多)?(?![为立员就功果绩本长熟])|(?<below>[二三四五六七八九十])分之(?<above>[一二三四五六七八九])|(?<half>一半|半数|(?<=过)半)|(?<number>${arabic}|${chinese})(?<odd>[多余])?(?<scale>万亿|亿|万|千)?(?<odder>[多余])?(?<unit>${units})?)${after}`,
  'gu',
)
const dated = /^(?:年|月|日|号|世纪|周年|季度|级|周|天|小时|岁|个月|个季度|方|等奖|届|线|楼)/u
const hedgeOf: Readonly<Record<string, Hedge>> = {
  将近: 'near', 接近: 'near', 近: 'near', 超过: 'over', 超出: 'over', 超: 'over', 逾: 'over', 过: 'over', 突破: 'over', 不低于: 'over',
  不少于: 'over', 至少: 'over', 大约: 'about', 大概: 'about', 约: 'about', 不足: 'under', 不到: 'under', 以上: 'over',
  左右: 'about', 上下: 'about', 以下: 'under', 以内: 'under',
} // prettier-ignore
const scales: Readonly<Record<string, number>> = { 千: 3, 万: 4, 亿: 8, 万亿: 12 }

type Groups = Readonly<Record<string, string | undefined>>

/** Every number with a unit, place (第二位) and blank of the text, in order. The text keeps its positions. */
export function findQuantities(text: string): Quantity[] {
  const listed = [...findLists(text), ...findDoublings(text)]
  const alone = findRanks(text).filter((one) => !listed.some((other) => other.start < one.end && one.start < other.end))
  const ranks = [...listed, ...alone]
  const figures = [...text.matchAll(figure)].flatMap((match) => readFigure(text, match) ?? [])
  const apart = figures.filter((one) => !ranks.some((rank) => rank.start < one.end && one.start < rank.end))
  const blanks = findBlanks(text, [...ranks, ...apart])
  return markRanges(
    text,
    [...ranks, ...apart, ...blanks].sort((left, right) => left.start - right.start),
  )
}

function readFigure(text: string, match: RegExpMatchArray): Quantity | null {
  const groups: Groups = match.groups ?? {}
  const start = match.index ?? 0
  const end = start + match[0].length
  if (/[第\d.A-Za-z〔[]$/u.test(text.slice(0, start)) || dated.test(text.slice(end))) return null
  const read = readNumber(groups)
  if (read === null) return null
  const isPart = groups.below !== undefined || groups.half !== undefined
  const isShare = isPart || groups.hundred !== undefined || groups.tenths !== undefined
  const unit = isShare ? '%' : (groups.unit ?? ofRange.exec(text.slice(end))?.groups?.unit ?? '')
  if (unit === '' && !(read.decimals > 0 || groups.scale !== undefined)) return null
  const before = groups.pre ?? ''
  const suffix = groups.post ?? ''
  const isOdd = groups.odd !== undefined || groups.odder !== undefined || groups.over !== undefined
  const hedge = isOdd ? 'odd' : (hedgeOf[before] ?? hedgeOf[suffix] ?? (isPart ? 'about' : 'exact'))
  return { start, end, kind: 'figure', unit, hedge, before, after: suffix, ...read }
}

/** 95—96%: the unit stands behind the second end alone. */
const ofRange = new RegExp(`^[-—~～–至到]+(?:${arabic})(?<unit>%|‰|个百分点)`, 'u')

type ReadNumber = Pick<Quantity, 'value' | 'step' | 'scale' | 'isWord'> & { decimals: number }

function readNumber(groups: Groups): ReadNumber | null {
  if (groups.below !== undefined || groups.half !== undefined) {
    const [above, below] = [groups.above ?? '一', groups.below ?? '二'].map((one) => Number(readChineseNumeral(one)))
    return { value: ((above ?? 1) / (below ?? 2)) * 100, step: 1, scale: 0, decimals: 0, isWord: true }
  }
  if (groups.tenths !== undefined) {
    const more = groups.tenth === undefined ? 0 : groups.tenth === '半' ? 5 : Number(readChineseNumeral(groups.tenth))
    const value = Number(readChineseNumeral(groups.tenths)) * 10 + more
    return { value, step: groups.tenth === undefined ? 10 : 1, scale: 0, decimals: 0, isWord: false }
  }
  const digits = groups.share ?? groups.number ?? ''
  const isChinese = !/\d/u.test(digits)
  const text = isChinese ? readChineseNumeral(digits) : digits.replaceAll(',', '')
  if (text === null) return null
  const own = isChinese ? (/(?:万亿|亿|万)$/u.exec(digits)?.[0] ?? '') : (groups.scale ?? '')
  const scale = scales[own] ?? 0
  const decimals = text.includes('.') && !(isChinese && scale > 0) ? text.length - text.indexOf('.') - 1 : 0
  const value = isChinese ? Number(text) * 10 ** (scales[groups.scale ?? ''] ?? 0) : scaleUp(text, scale)
  const isWord = isChinese && groups.hundred === undefined && value < 20 && decimals === 0
  return { value, step: 10 ** (scale - decimals), scale, decimals, isWord }
}

/** 39.6 万 is 396000 and not 396000.00000000006. */
const scaleUp = (text: string, scale: number): number => Number(`${text}e${scale}`)

const rank =
  /(?:位居|位列|排名|排在|排|居|列)(?:全市|我市|全省|全国|各区县|各地区?|区县)?(?:(?:中|的)?)(?<kind>倒数第|末|第|前)(?<number>[一二三四五六七八九十]+|\d+|[*＊×_]+)(?:位|名)?/gu

/** 前三位分别是东湾区、西屏区、南澜区; 列后三位 behind the names. */
const list =
  /(?:[居列]全市|[居列])?(?<kind>前)(?<number>[二三四五六七八九十]|\d{1,2})[位名]的?(?<order>分别|依次)?[是为]/gu

function findLists(text: string): Quantity[] {
  return [...text.matchAll(list)].map((match) => {
    const { number = '', kind = '', order = '' } = match.groups ?? {}
    const start = match.index + match[0].indexOf(kind)
    const value = Number(/\d/u.test(number) ? number : readChineseNumeral(number))
    const plain = { step: 1, scale: 0, unit: '位', hedge: 'exact', before: '', after: order, isWord: false } as const
    return { start, end: start + kind.length + number.length + 1, kind: 'list', value, ...plain }
  })
}

/** 翻了一番, 实现倍增: what it was, twice over; 番 is no unit of any figure. */
const doubling = /翻(?:了)?(?<times>[一两二三])?番(?<more>还?多|以上)?/gu

function findDoublings(text: string): Quantity[] {
  return [...text.matchAll(doubling)].map(({ index, 0: words, groups }) => {
    const value = 2 ** ({ 两: 2, 二: 2, 三: 3 }[groups?.times ?? ''] ?? 1)
    const hedge = groups?.more === undefined ? 'exact' : 'over'
    const plain = { step: 1, scale: 0, unit: '番', before: '', after: '', isWord: true } as const
    return { start: index, end: index + words.length, kind: 'figure', value, hedge, ...plain }
  })
}

function findRanks(text: string): Quantity[] {
  return [...text.matchAll(rank)].map((match) => {
    const { kind: word = '', number = '' } = match.groups ?? {}
    const length = number.length + (/[位名]$/u.test(match[0]) ? 1 : 0) + word.length
    const end = (match.index ?? 0) + match[0].length
    const value = /[*＊×_]/u.test(number)
      ? Number.NaN
      : Number(/\d/u.test(number) ? number : readChineseNumeral(number))
    const kind = word === '前' ? 'top' : word === '第' ? 'rank' : 'bottom'
    const plain = { step: 1, scale: 0, unit: '位', hedge: 'exact', after: '', isWord: false } as const
    return { start: end - length, end, kind, value, before: match[0].slice(0, -length), ...plain }
  })
}

const masked = new RegExp(
  `${hedges}(?:[*＊×_]+|[xX]{1,3}|[〔\\[（(]\\s*[〕\\]）)])(?<scale>万亿|亿|万)?(?<unit>${units})${after}|(?<=率|占比|比重|达到?|为)(?:[*＊×_]{2,}|[*＊])(?=[,，。;；、]|$)`,
  'gu',
)
/** A unit whose number was cut out: % and 个百分点 anywhere, 亿元 and 万人次 but for 每万人, the rest behind words that ask for a number. */
const bare =
  /(?<pre>超过|超|近|约|不足|不到)?(?:(?<![\d*零〇一二三四五六七八九十百千万亿两几数多余个之.])(?<sure>个百分点|%)|(?<![\d*零〇一二三四五六七八九十百千万亿两几数多余每.])(?<scale>万亿|亿|万)(?<unit>元|人次|名|人(?!才|\/))|(?<=(?:已有|其中|吸引|选拔|共有|共|与))(?<people>名)(?=[\u4e00-\u9fa5])|(?<=(?:案件))(?<cases>件)(?=[,，。;；]|$)|(?<=(?:建议|实施|内容))(?<pieces>条)(?=[,，。;；以]|$)|(?<=事故)(?<accidents>起)(?=[,，。;；]|$)|(?<=(?:培训|宣讲))(?<sessions>场次)(?=[,，。;；]|$)|(?<=开展宣讲)(?<talks>场次)|(?<=[^第有著排命提姓署题知报\d*万亿千百十一二三四五六七八九几多余数])(?<persons>名)(?=[,，。;；]|$)|(?<=[^\d*]人)(?<heads>人)(?=[,，。;；]|$))(?<post>以上|左右)?/gu

function findBlanks(text: string, taken: readonly Quantity[]): Quantity[] {
  const free = (start: number, end: number): boolean => !taken.some((one) => one.start < end && start < one.end)
  const found: Quantity[] = []
  for (const match of [...text.matchAll(masked), ...text.matchAll(bare)]) {
    const start = match.index ?? 0
    const end = start + match[0].length
    const { pre = '', post = '', scale = '', ...words } = match.groups ?? {}
    const isTaken = found.some((one) => one.start < end && start < one.end)
    if (isTaken || !free(start, end) || /[A-Za-z0-9]$/u.test(text.slice(0, start))) continue
    const unit = Object.values(words).find((word) => word !== undefined) ?? ''
    const hedge = hedgeOf[pre] ?? hedgeOf[post] ?? 'exact'
    const rest = { value: Number.NaN, step: 1, before: pre, after: post, isWord: false } as const
    found.push({ start, end, kind: 'blank', scale: scales[scale] ?? 0, unit, hedge, ...rest })
  }
  return found
}

/** 80%至90%: two ends of a range, neither of which is a figure by itself. 从…到… is none: its ends have times of their own. */
function markRanges(text: string, quantities: readonly Quantity[]): Quantity[] {
  const isRange = (left: Quantity | undefined, right: Quantity | undefined): boolean =>
    left?.kind === 'figure' &&
    right?.kind === 'figure' &&
    /^[-—~～–至到]+$/u.test(text.slice(left.end, right.start)) &&
    !/[从由]/u.test(text.slice(Math.max(0, left.start - 12), left.start))
  return quantities.map((one, at) => {
    if (isRange(quantities[at - 1], one)) return { ...one, kind: 'range', after: 'most' }
    return isRange(one, quantities[at + 1]) ? { ...one, kind: 'range', after: 'least' } : one
  })
}
