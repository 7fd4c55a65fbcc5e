/*
 * JSON as bytes, the same to the byte as JSON.stringify gives. A release says the same columns of its units in many answers:
 * what is marked as written often is turned into bytes once.
 */

const often = new WeakMap<object, Buffer | null>()

/** Marks what stands in many answers; frozen, so that its bytes stay those of its value. */
export function writtenOften<T extends object>(value: T): T {
  if (often.has(value)) return value
  const parts: readonly unknown[] = Array.isArray(value) ? value.filter(isObject) : Object.values(value)
  for (const part of parts) if (Array.isArray(part)) Object.freeze(part)
  Object.freeze(value)
  often.set(value, null)
  return value
}

/** What is larger is no part of a text with others: names would make its figures twice as wide. */
const largePiece = 4_096
/** Lists of more are those of units, whose elements are small. */
const shortList = 400

class Bytes {
  readonly #parts: Buffer[] = []
  #text = ''

  text(text: string): void {
    if (text.length < largePiece) this.#text += text
    else this.bytes(Buffer.from(text))
  }

  bytes(bytes: Buffer): void {
    if (this.#text !== '') this.#parts.push(Buffer.from(this.#text))
    this.#text = ''
    this.#parts.push(bytes)
  }

  all(): Buffer {
    this.bytes(Buffer.alloc(0))
    return Buffer.concat(this.#parts)
  }
}

export function jsonBytes(value: object): Buffer {
  const into = new Bytes()
  write(value, into)
  return into.all()
}

function write(value: unknown, into: Bytes): void {
  if (typeof value !== 'object' || value === null || 'toJSON' in value)
    return into.text(JSON.stringify(value) ?? 'null')
  const known = often.get(value)
  if (known !== undefined) return into.bytes(known ?? keep(value))
  if (!Array.isArray(value)) return writeObject(value, into)
  if (value.length > shortList || !value.some(isObject)) return into.text(JSON.stringify(value))
  into.text('[')
  for (const [at, part] of value.entries()) {
    if (at > 0) into.text(',')
    write(part, into)
  }
  into.text(']')
}

function writeObject(value: object, into: Bytes): void {
  let before = '{'
  for (const [key, part] of Object.entries(value)) {
    if (part === undefined || typeof part === 'function' || typeof part === 'symbol') continue
    into.text(`${before}${JSON.stringify(key)}:`)
    write(part, into)
    before = ','
  }
  into.text(before === '{' ? '{}' : '}')
}

function keep(value: object): Buffer {
  const bytes = Buffer.from(JSON.stringify(value))
  often.set(value, bytes)
  return bytes
}

const isObject = (part: unknown): boolean => typeof part === 'object' && part !== null
