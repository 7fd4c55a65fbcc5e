import { longFrom, signs } from './form.ts'
import type { Column } from './form.ts'
import { quotientAt } from './quotient.ts'

/** The answer that `packColumns` packed. */
export function unpackColumns(packed: unknown): unknown {
  return unpackValue(packed, [])
}

/** Columns in the order in which they stand. */
type Seen = (readonly unknown[])[]

function unpackValue(value: unknown, seen: Seen): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return unpackList(value, seen)
  if ('$' in value) return unpackColumn(value as Column, seen)
  return unpackObject(Object.entries(value), seen)
}

/** A flat list of many values that no packing shortened is a column, too. */
function unpackList(list: readonly unknown[], seen: Seen): unknown[] {
  const isFlat = list.every(
    (one) => typeof one !== 'object' || one === null || (Array.isArray(one) && one.length === 0),
  )
  const made = isFlat ? [...list] : list.map((one) => unpackValue(one, seen))
  if (isFlat && list.length >= longFrom) seen.push(made)
  return made
}

function unpackObject(entries: readonly (readonly [string, unknown])[], seen: Seen): Record<string, unknown> {
  const made = Object.fromEntries(
    entries.map(([key, one]) => [key, isQuotient(one) ? null : unpackValue(one, seen)] as const),
  )
  const [, packed] = entries.find(([key, one]) => key === 'value' && isQuotient(one)) ?? []
  if (!isQuotient(packed)) return made
  // Casts: only lists of numbers are packed so.
  const [numerator, denominator] = [made['numerator'], made['denominator']] as (number | null)[][]
  const value = (numerator ?? []).map((one, at) => quotientAt(one, denominator?.[at] ?? null, packed.times))
  return { ...made, value }
}

function isQuotient(value: unknown): value is Extract<Column, { $: 'quotient' }> {
  return typeof value === 'object' && value !== null && '$' in value && value.$ === 'quotient'
}

function unpackColumn(column: Column, seen: Seen): unknown {
  if (column.$ === 'object') return unpackObject(column.of, seen)
  if (column.$ === 'rows') return rowsOf(column, seen)
  if (column.$ === 'grid') return gridOf(column, seen)
  if (column.$ === 'same') return [...(seen[column.as] ?? missing(column.as))]
  const made = valuesOf(column)
  seen.push(made)
  return made
}

function missing(number: number): never {
  throw new Error(`a packed answer has no column ${number} before the one that is the same`)
}

function valuesOf(column: Exclude<Column, { $: 'object' | 'same' | 'rows' | 'grid' }>): unknown[] {
  switch (column.$) {
    case 'runs':
      return column.of.flatMap((one, at) => Array.from({ length: column.times[at] ?? 0 }, () => copyOf(one)))
    case 'words':
      return Array.from(column.at, (sign) => copyOf(column.of[signs.indexOf(sign)]))
    case 'whole':
      return wholeOf(column)
    case 'floats':
      return floatsOf(column.at)
    case 'texts':
      return column.at.split(column.by)
    case 'quotient':
      throw new Error('a quotient stands in no object')
    default:
      throw new Error('a column that this program cannot read; reload the page')
  }
}

function rowsOf({ keys, of }: Extract<Column, { $: 'rows' }>, seen: Seen): unknown[] {
  // A cast: a column of rows is a list, however it is packed.
  const columns = of.map((one) => unpackValue(one, seen) as unknown[])
  return (columns[0] ?? []).map((_, at) => Object.fromEntries(keys.map((key, place) => [key, columns[place]?.[at]])))
}

function gridOf({ width, of }: Extract<Column, { $: 'grid' }>, seen: Seen): unknown[] {
  // A cast: what was made of lists is a list.
  const all = unpackValue(of, seen) as unknown[]
  return Array.from({ length: all.length / width }, (_, row) => all.slice(row * width, (row + 1) * width))
}

/** Of what may stand in a column only empty lists are things of their own. */
function copyOf(one: unknown): unknown {
  return Array.isArray(one) ? [] : one
}

function wholeOf({ width, from, scale, at }: Extract<Column, { $: 'whole' }>): (number | null)[] {
  const none = signs.length ** width - 1
  const factor = 10 ** scale
  const places = new Uint8Array(128)
  for (let place = 0; place < signs.length; place++) places[signs.charCodeAt(place)] = place
  const made: (number | null)[] = []
  for (let start = 0; start < at.length; start += width) {
    let number = 0
    for (let sign = 0; sign < width; sign++) number = number * signs.length + (places[at.charCodeAt(start + sign)] ?? 0)
    made.push(number === none ? null : (number + from) / factor)
  }
  return made
}

function floatsOf(text: string): (number | null)[] {
  const binary = atob(text)
  const bytes = new DataView(new ArrayBuffer(binary.length))
  for (let at = 0; at < binary.length; at++) bytes.setUint8(at, binary.charCodeAt(at))
  return Array.from({ length: binary.length / 8 }, (_, at) => {
    const one = bytes.getFloat64(at * 8, true)
    return Number.isNaN(one) ? null : one
  })
}
