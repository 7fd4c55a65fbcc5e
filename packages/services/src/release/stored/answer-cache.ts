import type { Store } from '@cg/db/store'

/** An answer as it is sent: the bytes and their strong ETag. */
export type Answer = { readonly body: Buffer; readonly etag: string }

/** For what is computed from answers; those that are only sent are kept packed, by who sends them. */
const mostBytes = 32 * 1024 * 1024

/** Ready bytes of published answers, newest use last, bounded by size; what is dropped is read again. */
export class AnswerCache {
  readonly #answers = new Map<string, Answer>()
  readonly #limit: number
  #bytes = 0

  constructor(limit = mostBytes) {
    this.#limit = limit
  }

  get(key: string): Answer | undefined {
    const found = this.#answers.get(key)
    if (found === undefined) return undefined
    this.#answers.delete(key)
    this.#answers.set(key, found)
    return found
  }

  set(key: string, answer: Answer): void {
    if (answer.body.byteLength > this.#limit / 2) return
    // Two requests may have read the same answer at once.
    this.#bytes -= this.#answers.get(key)?.body.byteLength ?? 0
    this.#answers.set(key, answer)
    this.#bytes += answer.body.byteLength
    for (const [oldest, { body }] of this.#answers) {
      if (this.#bytes <= this.#limit) break
      this.#answers.delete(oldest)
      this.#bytes -= body.byteLength
    }
  }

  get bytes(): number {
    return this.#bytes
  }
}

const caches = new WeakMap<Store, AnswerCache>()

/** The process's cache over this store. */
export function answerCache(store: Store): AnswerCache {
  const known = caches.get(store)
  if (known !== undefined) return known
  const made = new AnswerCache()
  caches.set(store, made)
  return made
}
