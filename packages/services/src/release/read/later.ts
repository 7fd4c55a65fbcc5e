import { Worker } from 'node:worker_threads'
import type { Store } from '@cg/db/store'
import { sourceOf } from '@cg/db/reading'
import { ServiceError } from '../../errors.ts'
import type { LaterAnswer } from '../facts/later.ts'
import { publishedOf } from '../stored/published.ts'
import { sha256 } from '../stored/sha256.ts'
import { AnswerCache } from '../stored/answer-cache.ts'
import type { Answer } from '../stored/answer-cache.ts'
import type { LaterJob, LaterReply } from './later-work.ts'

/** How long a request waits before its reader is told that the answer is being computed. */
const patienceMs = 1_500
/** A nation's figures need not stay in memory once nobody asks for more of them. */
const idleMs = 5 * 60_000
/** Distinct answers in the queue of the thread. */
const mostWaiting = 32
const limits = { maxOldGenerationSizeMb: 2_048, stackSizeMb: 8 }

/** A release by its number, and by the mark under which its answers are kept. */
type Named = { readonly code: string; readonly mark: string }
type Asked = { readonly id: number; readonly answer: Promise<Answer | null> }

/** Answers computed after publication, in a thread of their own and each once; null: the release has no such answer. */
class LaterAnswers {
  readonly #path: string
  readonly #ready = new AnswerCache(16 * 1024 * 1024)
  readonly #waiting = new Map<string, Asked>()
  readonly #settle = new Map<number, (reply: LaterReply) => void>()
  #worker: Worker | null = null
  #ids = 0
  #idle: NodeJS.Timeout | undefined

  constructor(path: string) {
    this.#path = path
  }

  /** The answer, at once when it is known; throws 'release.computing' when it takes longer than a reader waits. */
  async read(release: Named, name: LaterAnswer): Promise<Answer | null> {
    const key = `${release.mark}|${name}`
    const ready = this.#ready.get(key)
    if (ready !== undefined) return ready
    const known = this.#waiting.get(key)
    if (known === undefined && this.#waiting.size >= mostWaiting) throw computing()
    const { answer } = known ?? this.#ask(key, release, name)
    const late = Promise.withResolvers<never>()
    const timer = setTimeout(() => late.reject(computing()), patienceMs)
    return Promise.race([answer, late.promise]).finally(() => clearTimeout(timer))
  }

  #ask(key: string, { code, mark }: Named, name: LaterAnswer): Asked {
    const id = this.#ids++
    const answer = this.#reply({ id, code, mark, name })
      .then((reply): Answer | null => {
        if ('error' in reply) throw new Error(`${name} of ${code} was not computed: ${reply.error}`)
        if (reply.body === null) return null
        const body = Buffer.from(reply.body)
        const made = { body, etag: `"${sha256(body)}"` }
        this.#ready.set(key, made)
        return made
      })
      .finally(() => this.#waiting.delete(key))
    // Whoever waits hears of a failure; when nobody waits any more, the next one asks again.
    answer.catch(() => undefined)
    const entry = { id, answer }
    this.#waiting.set(key, entry)
    return entry
  }

  #reply(job: LaterJob): Promise<LaterReply> {
    const worker = (this.#worker ??= this.#start())
    clearTimeout(this.#idle)
    return new Promise((resolve) => {
      this.#settle.set(job.id, resolve)
      worker.postMessage(job)
    })
  }

  #start(): Worker {
    const worker = new Worker(new URL('./later-worker.ts', import.meta.url), {
      workerData: this.#path,
      execArgv: [],
      resourceLimits: limits,
    })
    worker.unref()
    worker.on('message', (reply: LaterReply) => {
      this.#settle.get(reply.id)?.(reply)
      this.#settle.delete(reply.id)
      if (this.#settle.size === 0) this.#rest()
    })
    const end = (reason: string): void => {
      if (this.#worker !== worker) return
      this.#worker = null
      for (const [id, settle] of this.#settle) settle({ id, error: reason })
      this.#settle.clear()
    }
    worker.on('error', (error) => end(error instanceof Error ? error.message : String(error)))
    worker.on('exit', () => end('the thread ended'))
    return worker
  }

  #rest(): void {
    clearTimeout(this.#idle)
    this.#idle = setTimeout(() => {
      const worker = this.#worker
      this.#worker = null
      void worker?.terminate()
    }, idleMs).unref()
  }
}

function computing(): ServiceError {
  return new ServiceError('unavailable', '单位较多，这部分内容正在计算，算好后自动显示，一般不超过一分钟。', {
    reason: 'release.computing',
    retryAfterSeconds: 2,
  })
}

const byStore = new WeakMap<Store, Promise<LaterAnswers>>()

/** Reads an answer that a published release left for later. Rights are asked by the caller. */
export async function readLater(store: Store, code: string, name: LaterAnswer): Promise<Answer | null> {
  const known = byStore.get(store) ?? store.read(async (db) => new LaterAnswers(sourceOf(db)))
  byStore.set(store, known)
  const mark = await publishedOf(store).find(code)
  return mark === null ? null : (await known).read({ code, mark }, name)
}
