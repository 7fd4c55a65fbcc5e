/*
 * JSON as bytes, the same to the byte as JSON.stringify gives. A release says the same columns of its units in many answers:
 * what is marked as written often is turned into bytes once.
 */

const often = new WeakMap<object, Buffer | null>()

/** Marks what stands in many answers; frozen, so that its bytes stay those of its value. */
export function writtenOften<T extends object>(value: T): T {
  if (often.has(value)) return value
  const parts: readonly unknown[] = Array.isArray(value) ? value : Object.values(value)
  for (let at = 0; at < parts.length; at++) if (Array.isArray(parts[at])) Object.freeze(parts[at])
  Object.freeze(value)
  often.set(value, null)
  return value
}

/** What is larger is no part of a text with others: names would make its figures twice as wide. */
const largePiece = 4_096
/** Lists of more are those of units, whose elements are small. */
const shortList = 400

/** Most bytes that UTF-8 takes for a unit of a JavaScript text. */
const mostPerUnit = 3

/** Grows to the largest text, and is written over by the next one. */
class Bytes {
  #memory = Buffer.allocUnsafeSlow(1024 * 1024)
  #length = 0
  #text = ''

  text(text: string): void {
    if (text.length < largePiece) {
      this.#text += text
      return
    }
    this.#settle()
    this.#append(text)
  }

  bytes(bytes: Buffer): void {
    this.#settle()
    this.#reserve(bytes.length)
    this.#memory.set(bytes, this.#length)
    this.#length += bytes.length
  }

  /** What was written, in memory that the next text takes; the writer is empty again. */
  end(): Buffer {
    this.#settle()
    const all = this.#memory.subarray(0, this.#length)
    this.#length = 0
    return all
  }

  /** Takes back what was begun. */
  clear(): void {
    this.#text = ''
    this.#length = 0
  }

  #settle(): void {
    if (this.#text === '') return
    this.#append(this.#text)
    this.#text = ''
  }

  #append(text: string): void {
    this.#reserve(text.length * mostPerUnit)
    this.#length += this.#memory.write(text, this.#length)
  }

  #reserve(bytes: number): void {
    const needed = this.#length + bytes
    if (needed <= this.#memory.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.#memory.length))
    larger.set(this.#memory.subarray(0, this.#length))
    this.#memory = larger
  }
}

let shared: Bytes | null = null

export function jsonBytes(value: object): Buffer {
  return withJsonBytes(value, (bytes) => Buffer.from(bytes))
}

/**
 * Gives the bytes to `use` and answers what it makes of them; they last no longer: of a nation's hundreds of megabytes
 * each would be new memory.
 */
export function withJsonBytes<T>(value: object, use: (bytes: Buffer) => T): T {
  // Whoever writes while others are used writes elsewhere.
  const into = shared ?? new Bytes()
  shared = null
  try {
    write(value, into)
    return use(into.end())
  } finally {
    into.clear()
    shared = into
  }
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
