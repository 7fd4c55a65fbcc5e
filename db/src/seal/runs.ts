import { hash } from 'node:crypto'

export type RowKey = number | string

/** Rows of a table one after the other, and the digest of each; `null`: the row went. */
export type Touched = { readonly table: string; readonly key: RowKey; readonly digest: string | null }

/** [table, first key, how many (negative: they went), their digests one behind the other] */
export type Run = readonly [table: string, first: RowKey, count: number, digests: string]

/** Hex letters of a row's digest: 64 bits. The chain over all of them has 256. */
const digestLength = 16

/**
 * Digest of a row: its table and what it holds, in the order of the columns' names. What is empty is left out, so that
 * a migration that adds a column changes no digest. Bytes count by their own digest.
 */
export function rowDigest(table: string, row: Readonly<Record<string, unknown>>): string {
  const held: unknown[] = []
  for (const name of inOrder(Object.keys(row))) {
    const value = row[name]
    if (value !== null) held.push([name, plain(value)])
  }
  return sha256(JSON.stringify([table, held])).slice(0, digestLength)
}

/** `rowDigest` of rows of a table, each told as its values in the order of these columns. */
export function digester(table: string, columns: readonly string[]): (values: readonly unknown[]) => string {
  const lettersOf = wording(table, columns)
  return (values) => digestOf(bytesOf(lettersOf(values)))
}

/** The same of many rows at once: turned into bytes together, as Node takes its time to begin with that. */
export function batchDigester(
  table: string,
  columns: readonly string[],
): (rows: readonly (readonly unknown[])[]) => string[] {
  const lettersOf = wording(table, columns)
  return (rows) => {
    const digests: string[] = []
    let [letters, ends]: [string, number[]] = ['', []]
    const digest = () => {
      const bytes = bytesOf(letters)
      let from = 0
      for (const end of ends) {
        digests.push(digestOf(bytes.subarray(from, end)))
        from = end
      }
      ;[letters, ends] = ['', []]
    }
    for (const values of rows) {
      const next = lettersOf(values)
      if (letters.length + next.length > place.length) digest()
      letters += next
      ends.push(letters.length)
    }
    digest()
    return digests
  }
}

const digestOf = (bytes: Buffer): string => hash('sha256', bytes, 'hex').slice(0, digestLength)

/** What JSON.stringify says of [table, held], in letters that stand for a byte each. Most of it is the same for every row. */
function wording(table: string, columns: readonly string[]): (values: readonly unknown[]) => string {
  const head = asBytes(`[${JSON.stringify(table)},[`)
  const inPlace = columns.map((name, at): Told => ({
    name,
    at,
    word: asBytes(`[${JSON.stringify(name)},`),
    last: '',
    told: '',
  }))
  inPlace.sort(byName)
  return (values) => {
    let held = ''
    for (const column of inPlace) {
      const value = values[column.at]
      if (value !== null) held += held === '' ? told(column, value) : `,${told(column, value)}`
    }
    return `${head}${held}]]`
  }
}

type Told = { readonly name: string; readonly at: number; readonly word: string; last: string; told: string }

/** A column's part of the text, in letters that stand for a byte each. Rows of one save share reason, source and time: what is the same as last is not worded again. */
function told(column: Told, value: unknown): string {
  if (Number.isFinite(value)) return `${column.word}${String(value)}]`
  if (typeof value !== 'string') return `${column.word}${asBytes(JSON.stringify(plain(value)))}]`
  if (column.told === '' || column.last !== value) {
    column.last = value
    column.told = `${column.word}${asBytes(JSON.stringify(value))}]`
  }
  return column.told
}

/**
 * A text as letters that stand for a byte each. Node takes longer to turn a row with one Chinese word into bytes than to
 * digest it: here it is the words alone that are turned, and those that come again only once.
 */
const asBytes = (text: string): string => (/[^ -~]/u.test(text) ? Buffer.from(text).toString('latin1') : text)

/** Where the bytes of some rows lie after those of others. */
const place = Buffer.alloc(32 * 1024)

/** The bytes that letters stand for; until the next ones are asked for. */
function bytesOf(letters: string): Buffer {
  if (letters.length > place.length) return Buffer.from(letters, 'latin1')
  return place.subarray(0, place.write(letters, 'latin1'))
}

const byName = ({ name: left }: { readonly name: string }, { name: right }: { readonly name: string }): number =>
  left < right ? -1 : left > right ? 1 : 0

const orders = new Map<string, readonly string[]>()

/** Names of columns in order; the same ones are sorted once. */
function inOrder(names: string[]): readonly string[] {
  const text = names.join()
  const known = orders.get(text) ?? names.sort()
  orders.set(text, known)
  return known
}

const plain = (value: unknown): unknown => (Buffer.isBuffer(value) ? sha256(value) : value)

export function sha256(content: string | Buffer): string {
  return hash('sha256', content, 'hex')
}

/** Rows in the order of table and key, as runs: neighbours of which all stand, or all went, are told together. */
export function toRuns(rows: readonly Touched[]): Run[] {
  const runs: [string, RowKey, number, string][] = []
  for (const { table, key, digest } of rows) {
    const last = runs.at(-1)
    const step = digest === null ? -1 : 1
    const isNext =
      last !== undefined &&
      last[0] === table &&
      Math.sign(last[2]) === step &&
      typeof last[1] === 'number' &&
      key === last[1] + Math.abs(last[2])
    if (isNext) {
      last[2] += step
      last[3] += digest ?? ''
    } else runs.push([table, key, step, digest ?? ''])
  }
  return runs
}

/** The rows that runs tell of. Throws where what it is given is none: somebody else wrote it. */
export function* rowsOf(runs: readonly Run[]): Generator<Touched> {
  for (const [table, first, count, digests] of runs) {
    if (count > 0 && digests.length !== count * digestLength) throw new Error('a seal holds other digests than rows')
    for (let at = 0; at < Math.abs(count); at++) {
      const key = typeof first === 'number' ? first + at : first
      yield { table, key, digest: count < 0 ? null : digests.slice(at * digestLength, (at + 1) * digestLength) }
    }
  }
}

export type SealContent = { readonly eventId: number; readonly eventHash: string; readonly runs: string }

/** SHA-256 over the seal before and this one's content. */
export function sealHash(previous: string, { eventId, eventHash, runs }: SealContent): string {
  return sha256(JSON.stringify([previous, eventId, eventHash, runs]))
}

/** What stands before the first link of a chain. */
export const firstHash = '0'.repeat(64)
