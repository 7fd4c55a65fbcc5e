import { longFrom, signs } from './form.ts'
import type { Column } from './form.ts'
import { quotientAt } from './quotient.ts'

/** Packs the long lists of an answer that came of JSON. */
export function packColumns(answer: unknown): unknown {
  return packValue(answer, { known: new Map() })
}

/** Columns that stand before, by their text. */
type Seen = { readonly known: Map<string, number> }

function packValue(value: unknown, seen: Seen): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (!Array.isArray(value)) return packObject(value as Record<string, unknown>, seen)
  if (value.length < longFrom) return value.map((one) => packValue(one, seen))
  return packList(value, seen)
}

function packObject(object: Readonly<Record<string, unknown>>, seen: Seen): unknown {
  const times = quotientOf(object)
  const entries = Object.entries(object).map(([key, one]) => {
    const isQuotient = key === 'value' && times !== null
    return [key, isQuotient ? ({ $: 'quotient', times } satisfies Column) : packValue(one, seen)] as const
  })
  return '$' in object ? ({ $: 'object', of: entries } satisfies Column) : Object.fromEntries(entries)
}

const factors = [1, 100, 1_000, 10_000]

/** By what the values are numerator over denominator, each of them to the last bit; null: by nothing. */
function quotientOf({ value, numerator, denominator }: Readonly<Record<string, unknown>>): number | null {
  if (!isNumbers(value) || !isNumbers(numerator) || !isNumbers(denominator)) return null
  const { length } = value
  if (length < longFrom || numerator.length !== length || denominator.length !== length) return null
  const fits = (times: number): boolean =>
    value.every((one, at) => one === quotientAt(numerator[at] ?? null, denominator[at] ?? null, times))
  return factors.find(fits) ?? null
}

type Numbers = readonly (number | null)[]

function isNumbers(list: unknown): list is Numbers {
  return Array.isArray(list) && list.every((one) => one === null || typeof one === 'number')
}

/** The shortest way to write a list; one that is none of them stands as it is, its own parts packed. */
function packList(list: readonly unknown[], seen: Seen): unknown {
  const isFlat = list.every((one) => typeof one !== 'object' || one === null || isEmpty(one))
  if (!isFlat) return rowsOf(list, seen) ?? gridOf(list, seen) ?? list.map((one) => packValue(one, seen))
  const plain = JSON.stringify(list)
  const before = seen.known.get(plain)
  if (before !== undefined) return { $: 'same', as: before } satisfies Column
  seen.known.set(plain, seen.known.size)
  const column = runsOf(list) ?? wordsOf(list) ?? (isNumbers(list) ? numbersOf(list) : textsOf(list))
  return column !== null && JSON.stringify(column).length < plain.length ? column : list
}

function rowsOf(list: readonly unknown[], seen: Seen): Column | null {
  const keys = Object.keys(list[0] ?? {})
  const isRow = (one: unknown): one is Record<string, unknown> => {
    if (typeof one !== 'object' || one === null || Array.isArray(one)) return false
    const own = Object.keys(one)
    return own.length === keys.length && own.every((key, at) => key === keys[at])
  }
  if (keys.length === 0 || !list.every(isRow)) return null
  const columns = keys.map((key) => list.map((row) => row[key]))
  return { $: 'rows', keys, of: columns.map((column) => packValue(column, seen)) }
}

/** Short lists of as many values each: long ones are columns of their own. */
function gridOf(list: readonly unknown[], seen: Seen): Column | null {
  const width = Array.isArray(list[0]) ? list[0].length : 0
  const isRow = (one: unknown): one is unknown[] => Array.isArray(one) && one.length === width
  if (width === 0 || width >= longFrom || !list.every(isRow)) return null
  return { $: 'grid', width, of: packValue(list.flat(), seen) }
}

function isEmpty(one: unknown): boolean {
  return Array.isArray(one) && one.length === 0
}

/** So many values to a run at least. */
const worthRuns = 8

function runsOf(list: readonly unknown[]): Column | null {
  const [of, times]: [unknown[], number[]] = [[], []]
  for (const one of list) {
    const isLike = times.length > 0 && isSame(one, of.at(-1))
    if (isLike) times[times.length - 1] = (times.at(-1) ?? 0) + 1
    else {
      if (of.length * worthRuns > list.length) return null
      of.push(one)
      times.push(1)
    }
  }
  return { $: 'runs', of, times }
}

/** Empty lists are alike; 0 and -0 are not, for JSON writes both as 0 and has none of the latter. */
function isSame(one: unknown, other: unknown): boolean {
  return one === other || (isEmpty(one) && isEmpty(other))
}

function wordsOf(list: readonly unknown[]): Column | null {
  const known = new Map<unknown, number>()
  const of: unknown[] = []
  let at = ''
  for (const one of list) {
    const word = isEmpty(one) ? emptyList : one
    let place = known.get(word)
    if (place === undefined) {
      if (of.length === signs.length) return null
      place = of.length
      known.set(word, place)
      of.push(one)
    }
    at += signs[place]
  }
  return { $: 'words', of, at }
}

const emptyList = Symbol('empty list')

function numbersOf(list: Numbers): Column | null {
  const scale = scaleOf(list)
  return scale === null ? floatsOf(list) : (wholeOf(list, scale) ?? floatsOf(list))
}

/** With how many decimals all of them are told whole. */
function scaleOf(list: Numbers): number | null {
  for (const scale of [0, 1, 2, 3, 4]) if (list.every((one) => one === null || isWhole(one, scale))) return scale
  return null
}

function isWhole(value: number, scale: number): boolean {
  const factor = 10 ** scale
  const whole = Math.round(value * factor)
  return Number.isSafeInteger(whole) && whole / factor === value
}

const mostSigns = 5

function wholeOf(list: Numbers, scale: number): Column | null {
  const factor = 10 ** scale
  const numbers = list.map((one) => (one === null ? null : Math.round(one * factor)))
  const [from, to] = boundsOf(numbers)
  const width = Math.max(1, Math.ceil(Math.log(to - from + 2) / Math.log(signs.length)))
  if (width > mostSigns) return null
  const none = signs.length ** width - 1
  let at = ''
  for (const one of numbers) at += written(one === null ? none : one - from, width)
  return { $: 'whole', width, from, scale, at }
}

function boundsOf(numbers: Numbers): readonly [number, number] {
  let [from, to] = [Infinity, -Infinity]
  for (const one of numbers) {
    if (one === null) continue
    from = Math.min(from, one)
    to = Math.max(to, one)
  }
  return from > to ? [0, 0] : [from, to]
}

function written(number: number, width: number): string {
  let [text, rest] = ['', number]
  for (let sign = 0; sign < width; sign++) {
    text = signs.charAt(rest % signs.length) + text
    rest = Math.floor(rest / signs.length)
  }
  return text
}

function floatsOf(list: Numbers): Column {
  const bytes = new DataView(new ArrayBuffer(list.length * 8))
  for (const [at, one] of list.entries()) bytes.setFloat64(at * 8, one ?? Number.NaN, true)
  let binary = ''
  for (let at = 0; at < bytes.byteLength; at++) binary += String.fromCharCode(bytes.getUint8(at))
  return { $: 'floats', at: btoa(binary) }
}

function textsOf(list: readonly unknown[]): Column | null {
  if (!list.every((one) => typeof one === 'string')) return null
  const by = ['|', ';', '/', '~'].find((sign) => !list.some((one) => one.includes(sign)))
  return by === undefined ? null : { $: 'texts', by, at: list.join(by) }
}
