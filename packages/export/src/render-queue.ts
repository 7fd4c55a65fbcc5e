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

export type RenderQueue = {
  /** Draws in the worker when its turn has come: panels, which a page waits for, before files; owners of files in turn. */
  readonly draw: (task: Task, owner?: string) => Promise<Drawn>
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
    const dead = thread
    thread = null
    void dead?.end()
    settle((waiting) => waiting.reject(new RenderFailedError(reason)))
  }

  function take({ id, drawn, error = '', refusal }: Reply): void {
    if (id !== current?.job.id) return
    const problem = refusal === undefined ? new RenderFailedError(error) : new ChartRefusal(refusal)
    settle(({ resolve, reject }) => (drawn === undefined ? reject(problem) : resolve(drawn)))
  }

  function startNext(): void {
    if (current !== null) return
    current = takeNext(queue, turns)
    thread?.hold(current !== null)
    if (current === null) return
    thread ??= startDrawingThread(take, fail)
    thread.hold(true)
    timer = setTimeout(() => fail('the drawing took too long'), timeoutMs)
    thread.post(current.job)
  }

  return {
    draw(task, owner) {
      const refusal = refusalOf(queue, task, owner, { maxWaiting, maxEach })
      if (refusal !== null) return Promise.reject(new RenderBusyError(refusal))
      return new Promise((resolve, reject) => {
        queue.push({ job: { id: nextId++, task }, owner: owner ?? null, resolve, reject })
        startNext()
      })
    },
    async close() {
      const last = thread
      thread = null
      clearTimeout(timer)
      for (const waiting of [current, ...queue.splice(0)])
        waiting?.reject(new RenderFailedError('the server is stopping'))
      current = null
      await last?.end()
    },
  }
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
