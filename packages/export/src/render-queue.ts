import { ChartRefusal } from '@cg/charts/refusal'
import type { DrawingThread } from './drawing-thread.ts'
import { startDrawingThread } from './drawing-thread.ts'
import type { Turn } from './turns.ts'
import { openTurns } from './turns.ts'
import type { Job, Reply, Task } from './worker.ts'

/** Too many drawings wait already, of everybody or of this one: the caller answers 503 with Retry-After. */
export class RenderBusyError extends Error {
  override readonly name = 'RenderBusyError'
}

/** The drawing failed or took too long; the worker was replaced when it had died. */
export class RenderFailedError extends Error {
  override readonly name = 'RenderFailedError'
}

export type Drawn = NonNullable<Reply['drawn']>

/** Of a long drawing: how far it is, and its end before its time. */
export type Watch = { readonly tell: (progress: Progress) => void; readonly signal: AbortSignal }
type Progress = NonNullable<Reply['progress']>

export type RenderQueue = {
  /** Draws in the worker when its turn has come: panels, which a page waits for, before files; owners of files in turn. */
  readonly draw: (task: Task, owner?: string, watch?: Watch) => Promise<Drawn>
  readonly close: () => Promise<void>
}

/**
 * `maxWaiting`: of files, and of panels beside them, so that a hundred exports keep no page waiting. `maxEach`: of one
 * owner's files, so that nobody takes all places. `timeoutMs`: of the drawing, without its waiting.
 */
type DrawingLimits = { readonly maxWaiting: number; readonly maxEach: number; readonly timeoutMs: number }

/**
 * `of`: kinds that have limits of their own. `restMs`: how long the thread is kept with nothing to do; left out: for good.
 */
export type RenderQueueOptions = DrawingLimits & {
  readonly of?: Readonly<Partial<Record<Task['kind'], DrawingLimits>>>
  readonly restMs?: number
}

type Waiting = Turn & {
  readonly job: Job
  readonly watch: Watch | undefined
  readonly resolve: (drawn: Drawn) => void
  readonly reject: (error: Error) => void
}

/** One thread that draws one thing at a time, and a bounded queue before it. */
export function openRenderQueue(options: RenderQueueOptions): RenderQueue {
  const queue = new Queue(options)
  return {
    draw: (task, owner, watch) => queue.draw(task, owner, watch),
    close: () => queue.close(),
  }
}

class Queue {
  readonly #options: RenderQueueOptions
  readonly #turns = openTurns<Waiting>()
  #thread: DrawingThread | null = null
  #current: { readonly waiting: Waiting; readonly since: number } | null = null
  #timer: NodeJS.Timeout | undefined
  #nextId = 1

  constructor(options: RenderQueueOptions) {
    this.#options = options
  }

  draw(task: Task, owner: string | undefined, watch: Watch | undefined): Promise<Drawn> {
    const refusal = refusalOf(this.#turns.waiting, task, owner, this.#options)
    if (refusal !== null) return Promise.reject(new RenderBusyError(refusal))
    return new Promise((resolve, reject) => {
      const job = { id: this.#nextId++, task }
      const own: Waiting = { job, owner: owner ?? null, isFirst: task.kind === 'panel', watch, resolve, reject }
      this.#turns.add(own)
      // A drawing under way ends with its thread; the next one starts another.
      onAbort(watch, () => (this.#current?.waiting === own ? this.#fail(givenUp) : this.#withdraw(own)))
      this.#startNext()
    })
  }

  async close(): Promise<void> {
    const last = this.#thread
    this.#thread = null
    clearTimeout(this.#timer)
    rejectAll([this.#current?.waiting ?? null, ...this.#turns.clear()], 'the server is stopping')
    this.#current = null
    await last?.end()
  }

  /** Nothing where it has had its turn. */
  #withdraw(own: Waiting): void {
    if (this.#turns.remove(own)) own.reject(new RenderFailedError(givenUp))
  }

  #settle(act: (waiting: Waiting) => void): void {
    const done = this.#current
    this.#current = null
    clearTimeout(this.#timer)
    if (done !== null) {
      this.#turns.charge(done.waiting, performance.now() - done.since)
      act(done.waiting)
    }
    this.#startNext()
  }

  #fail(reason: string): void {
    void this.#thread?.end()
    this.#thread = null
    this.#settle((waiting) => waiting.reject(new RenderFailedError(reason)))
  }

  #take({ id, drawn, progress, error = '', refusal }: Reply): void {
    if (id !== this.#current?.waiting.job.id) return
    if (progress !== undefined) return this.#current.waiting.watch?.tell(progress)
    this.#settle(({ resolve, reject }) => (drawn === undefined ? reject(problemOf(error, refusal)) : resolve(drawn)))
  }

  #startNext(): void {
    if (this.#current !== null) return
    clearTimeout(this.#timer)
    const waiting = this.#turns.take()
    if (waiting === null) return this.#rest()
    this.#current = { waiting, since: performance.now() }
    this.#thread ??= startDrawingThread(
      (reply) => this.#take(reply),
      (reason) => this.#fail(reason),
    )
    this.#thread.hold(true)
    this.#timer = setTimeout(
      () => this.#fail('the drawing took too long'),
      limitsOf(waiting.job.task, this.#options).timeoutMs,
    )
    this.#thread.post(waiting.job)
  }

  /** A thread that has nothing to do holds the process no longer, and in time gives back its memory. */
  #rest(): void {
    this.#thread?.hold(false)
    if (this.#options.restMs === undefined) return
    this.#timer = setTimeout(() => {
      const last = this.#thread
      this.#thread = null
      void last?.end()
    }, this.#options.restMs)
    this.#timer.unref()
  }
}

function problemOf(error: string, refusal: string | undefined): Error {
  return refusal === undefined ? new RenderFailedError(error) : new ChartRefusal(refusal)
}

function rejectAll(all: readonly (Waiting | null)[], reason: string): void {
  for (const waiting of all) waiting?.reject(new RenderFailedError(reason))
}

const givenUp = 'given up'

function onAbort(watch: Watch | undefined, act: () => void): void {
  watch?.signal.addEventListener('abort', act, { once: true })
}

function limitsOf({ kind }: Task, options: RenderQueueOptions): DrawingLimits {
  return options.of?.[kind] ?? options
}

/** Why a drawing may not wait too; null when it may. */
function refusalOf(
  waiting: readonly Waiting[],
  task: Task,
  owner: string | undefined,
  options: RenderQueueOptions,
): string | null {
  const limits = limitsOf(task, options)
  const alike = waiting.filter(({ job }) => job.task.kind === task.kind).length
  if (alike >= limits.maxWaiting) return '同时导出的人较多，请几秒后再试。'
  const own = waiting.filter((one) => one.owner === owner && limitsOf(one.job.task, options) === limits).length
  return owner !== undefined && own >= limits.maxEach
    ? `您已有${limits.maxEach}个文件等待生成，请待其完成后再导出。`
    : null
}
