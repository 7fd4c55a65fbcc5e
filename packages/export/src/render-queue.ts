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
 * owner's files, so that nobody takes all places. `restMs`: how long the thread is kept with nothing to do; left out: for
 * good. `gate`: what it passes before it draws.
 */
export type RenderQueueOptions = {
  readonly maxWaiting: number
  readonly maxEach: number
  readonly timeoutMs: number
  readonly restMs?: number
  readonly gate?: Gate
}

/** Lets one of several threads work at a time: what they would keep in memory together is more than a server has. */
export type Gate = { readonly pass: (go: () => void) => void; readonly leave: () => void }

type Waiting = Turn & {
  readonly job: Job
  readonly watch: Watch | undefined
  readonly resolve: (drawn: Drawn) => void
  readonly reject: (error: Error) => void
}

/** One thread that draws one thing at a time, and a bounded queue before it. */
export function openRenderQueue({ maxWaiting, maxEach, timeoutMs, restMs, gate }: RenderQueueOptions): RenderQueue {
  const turns = openTurns<Waiting>()
  let thread: DrawingThread | null = null
  let current: { readonly waiting: Waiting; readonly since: number } | null = null
  let isAtGate = false
  let timer: NodeJS.Timeout | undefined
  let nextId = 1

  function settle(act: (waiting: Waiting) => void): void {
    const done = current
    current = null
    clearTimeout(timer)
    if (done !== null) {
      turns.charge(done.waiting, performance.now() - done.since)
      gate?.leave()
      act(done.waiting)
    }
    startNext()
  }

  function fail(reason: string): void {
    void thread?.end()
    thread = null
    settle((waiting) => waiting.reject(new RenderFailedError(reason)))
  }

  function take({ id, drawn, progress, error = '', refusal }: Reply): void {
    if (id !== current?.waiting.job.id) return
    if (progress !== undefined) return current.waiting.watch?.tell(progress)
    settle(({ resolve, reject }) => (drawn === undefined ? reject(problemOf(error, refusal)) : resolve(drawn)))
  }

  function startNext(): void {
    if (current !== null || isAtGate) return
    if (turns.waiting.length === 0) return rest()
    if (gate === undefined) return begin()
    isAtGate = true
    gate.pass(() => {
      isAtGate = false
      begin()
    })
  }

  function begin(): void {
    const waiting = turns.take()
    if (waiting === null) {
      gate?.leave()
      return rest()
    }
    current = { waiting, since: performance.now() }
    thread ??= startDrawingThread(take, fail)
    thread.hold(true)
    timer = setTimeout(() => fail('the drawing took too long'), timeoutMs)
    thread.post(waiting.job)
  }

  /** A thread that has nothing to do holds the process no longer, and in time gives back its memory. */
  function rest(): void {
    turns.take()
    thread?.hold(false)
    if (restMs === undefined) return
    timer = setTimeout(end, restMs)
    timer.unref()
  }

  function end(): void {
    const last = thread
    thread = null
    void last?.end()
  }

  return {
    draw(task, owner, watch) {
      const refusal = refusalOf(turns.waiting, task, owner, { maxWaiting, maxEach })
      if (refusal !== null) return Promise.reject(new RenderBusyError(refusal))
      return new Promise((resolve, reject) => {
        const job = { id: nextId++, task }
        const own: Waiting = { job, owner: owner ?? null, isFirst: task.kind === 'panel', watch, resolve, reject }
        turns.add(own)
        // A drawing under way ends with its thread; the next one starts another.
        onAbort(watch, () => (current?.waiting === own ? fail(givenUp) : withdraw(own)))
        if (current === null) clearTimeout(timer)
        startNext()
      })
    },
    async close() {
      const last = thread
      thread = null
      clearTimeout(timer)
      rejectAll([current?.waiting ?? null, ...turns.clear()], 'the server is stopping')
      current = null
      await last?.end()
    },
  }

  /** Nothing where it has had its turn. */
  function withdraw(own: Waiting): void {
    if (turns.remove(own)) own.reject(new RenderFailedError(givenUp))
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

/** Why a drawing may not wait too; null when it may. */
function refusalOf(
  waiting: readonly Waiting[],
  task: Task,
  owner: string | undefined,
  { maxWaiting, maxEach }: Pick<RenderQueueOptions, 'maxWaiting' | 'maxEach'>,
): string | null {
  const alike = waiting.filter(({ job }) => job.task.kind === task.kind).length
  if (alike >= maxWaiting) return '同时导出的人较多，请几秒后再试。'
  const own = waiting.filter((one) => one.owner === owner).length
  return owner !== undefined && own >= maxEach ? `您已有${maxEach}个文件等待生成，请待其完成后再导出。` : null
}
