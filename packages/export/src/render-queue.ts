import { ChartRefusal } from '@cg/charts/refusal'
import type { DrawingThread } from './drawing-thread.ts'
import { startDrawingThread } from './drawing-thread.ts'
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
 * owner's files, so that nobody takes all places.
 */
export type RenderQueueOptions = { readonly maxWaiting: number; readonly maxEach: number; readonly timeoutMs: number }

type Waiting = {
  readonly job: Job
  readonly owner: string | null
  readonly watch: Watch | undefined
  readonly resolve: (drawn: Drawn) => void
  readonly reject: (error: Error) => void
}

/** One thread that draws one thing at a time, and a bounded queue before it. */
export function openRenderQueue({ maxWaiting, maxEach, timeoutMs }: RenderQueueOptions): RenderQueue {
  const queue: Waiting[] = []
  const turns = new Map<string, number>()
  let thread: DrawingThread | null = null
  let current: Waiting | null = null
  let timer: NodeJS.Timeout | undefined
  let nextId = 1

  function settle(act: (waiting: Waiting) => void): void {
    const done = current
    current = null
    clearTimeout(timer)
    if (done !== null) act(done)
    startNext()
  }

  function fail(reason: string): void {
    void thread?.end()
    thread = null
    settle((waiting) => waiting.reject(new RenderFailedError(reason)))
  }

  function take({ id, drawn, progress, error = '', refusal }: Reply): void {
    if (id !== current?.job.id) return
    if (progress !== undefined) return current.watch?.tell(progress)
    settle(({ resolve, reject }) => (drawn === undefined ? reject(problemOf(error, refusal)) : resolve(drawn)))
  }

  function startNext(): void {
    if (current !== null) return
    current = takeNext(queue, turns)
    if (current === null) return thread?.hold(false)
    thread ??= startDrawingThread(take, fail)
    thread.hold(true)
    timer = setTimeout(() => fail('the drawing took too long'), timeoutMs)
    thread.post(current.job)
  }

  return {
    draw(task, owner, watch) {
      const refusal = refusalOf(queue, task, owner, { maxWaiting, maxEach })
      if (refusal !== null) return Promise.reject(new RenderBusyError(refusal))
      return new Promise((resolve, reject) => {
        const own: Waiting = { job: { id: nextId++, task }, owner: owner ?? null, watch, resolve, reject }
        queue.push(own)
        // A drawing under way ends with its thread; the next one starts another.
        onAbort(watch, () => (current === own ? fail(givenUp) : withdraw(queue, own)))
        startNext()
      })
    },
    async close() {
      const last = thread
      thread = null
      clearTimeout(timer)
      rejectAll([current, ...queue.splice(0)], 'the server is stopping')
      current = null
      await last?.end()
    },
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

/** Takes a drawing out of the queue before its turn; nothing where it has had it. */
function withdraw(queue: Waiting[], own: Waiting): void {
  const at = queue.indexOf(own)
  if (at < 0) return
  queue.splice(at, 1)
  own.reject(new RenderFailedError(givenUp))
}

/** Why a drawing may not wait too; null when it may. */
function refusalOf(
  queue: readonly Waiting[],
  task: Task,
  owner: string | undefined,
  { maxWaiting, maxEach }: Pick<RenderQueueOptions, 'maxWaiting' | 'maxEach'>,
): string | null {
  if (countAlike(queue, task) >= maxWaiting) return '同时导出的人较多，请几秒后再试。'
  const own = queue.filter((waiting) => waiting.owner === owner).length
  return owner !== undefined && own >= maxEach ? `您已有${maxEach}个文件等待生成，请待其完成后再导出。` : null
}

/** A panel first; of files the first of whoever has waited longest since their last one. `turns`: by owner, the last job drawn. */
function takeNext(queue: Waiting[], turns: Map<string, number>): Waiting | null {
  const panel = queue.findIndex(({ job }) => job.task.kind === 'panel')
  const next = queue[panel] ?? queue.toSorted((left, right) => turnOf(left, turns) - turnOf(right, turns))[0]
  if (next === undefined) {
    turns.clear()
    return null
  }
  queue.splice(queue.indexOf(next), 1)
  if (next.owner !== null) turns.set(next.owner, Math.max(0, ...turns.values()) + 1)
  return next
}

function turnOf({ owner }: Waiting, turns: ReadonlyMap<string, number>): number {
  return owner === null ? 0 : (turns.get(owner) ?? 0)
}

function countAlike(queue: readonly Waiting[], task: Task): number {
  return queue.filter((waiting) => waiting.job.task.kind === task.kind).length
}
