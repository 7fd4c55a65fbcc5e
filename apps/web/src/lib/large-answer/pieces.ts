/*
 * An answer about thousands of units is megabytes of JSON: read in one go it holds up the page for as long. It is read in a
 * thread apart and crosses over in pieces, each a moment's work: columns of numbers as they lie in memory, columns of few
 * words as a list of the words and a byte a row, other long lists by some hundred rows.
 */

type Path = readonly (string | number)[]

/** A part of an answer, and where in it it belongs. */
type Piece =
  | { readonly kind: 'numbers'; readonly path: Path; readonly values: Float64Array }
  | {
      readonly kind: 'words'
      readonly path: Path
      readonly words: readonly (string | null)[]
      readonly places: Uint8Array
    }
  | { readonly kind: 'rows'; readonly path: Path; readonly rows: readonly unknown[] }

/** What the thread sends, in this order: what is not long, its pieces, the end. */
export type Message =
  | { readonly kind: 'frame'; readonly frame: unknown }
  | { readonly kind: 'pieces'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'end' }

const longFrom = 256
const rowsAtOnce = 400
/** Values in a message: some milliseconds to put in their places. */
const valuesAtOnce = 60_000

/** An answer in messages. */
export function* messagesOf(answer: unknown): Generator<Message> {
  const pieces: Piece[] = []
  yield { kind: 'frame', frame: frameOf(answer, [], pieces) }
  let [batch, size]: [Piece[], number] = [[], 0]
  for (const piece of pieces) {
    batch.push(piece)
    size += piece.kind === 'rows' ? piece.rows.length * 40 : sizeOf(piece)
    if (size < valuesAtOnce) continue
    yield { kind: 'pieces', pieces: batch }
    ;[batch, size] = [[], 0]
  }
  yield { kind: 'pieces', pieces: batch }
  yield { kind: 'end' }
}

function sizeOf(piece: Exclude<Piece, { kind: 'rows' }>): number {
  return piece.kind === 'numbers' ? piece.values.length : piece.places.length
}

/** The answer without its long lists, which are cut into pieces. */
function frameOf(value: unknown, path: Path, pieces: Piece[]): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (!Array.isArray(value))
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, frameOf(one, [...path, key], pieces)]))
  if (value.length < longFrom) return value.map((one, at) => frameOf(one, [...path, at], pieces))
  const column = numbersOf(value, path) ?? wordsOf(value, path)
  if (column !== null) pieces.push(column)
  else
    for (let from = 0; from < value.length; from += rowsAtOnce)
      pieces.push({ kind: 'rows', path, rows: value.slice(from, from + rowsAtOnce) })
  return []
}

/** No number of JSON is NaN, so that may stand for null. */
function numbersOf(column: readonly unknown[], path: Path): Piece | null {
  const values = new Float64Array(column.length)
  for (const [at, one] of column.entries()) {
    if (one !== null && typeof one !== 'number') return null
    values[at] = one ?? Number.NaN
  }
  return { kind: 'numbers', path, values }
}

function wordsOf(column: readonly unknown[], path: Path): Piece | null {
  const known = new Map<string | null, number>()
  const places = new Uint8Array(column.length)
  for (const [at, one] of column.entries()) {
    if (one !== null && typeof one !== 'string') return null
    const place = known.get(one) ?? known.size
    if (place > 255) return null
    known.set(one, place)
    places[at] = place
  }
  return { kind: 'words', path, words: [...known.keys()], places }
}

/** Puts an answer together as its messages come; `take` gives it back at the end. */
export function assembly(): (message: Message) => { readonly answer: unknown } | null {
  let frame: unknown = null
  return (message) => {
    if (message.kind === 'frame') frame = message.frame
    else if (message.kind === 'pieces') for (const piece of message.pieces) place(piece)
    else return { answer: frame }
    return null
  }

  function place(piece: Piece): void {
    const list = listAt(frame, piece.path)
    if (piece.kind === 'numbers') for (const value of piece.values) list.push(Number.isNaN(value) ? null : value)
    else if (piece.kind === 'words') for (const at of piece.places) list.push(piece.words[at])
    else for (const row of piece.rows) list.push(row)
  }
}

function listAt(frame: unknown, path: Path): unknown[] {
  let found = frame
  // A cast: the path leads through what the frame was made of.
  for (const step of path) found = (found as Record<string | number, unknown>)[step]
  return found as unknown[]
}
