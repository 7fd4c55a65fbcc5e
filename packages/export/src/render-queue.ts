import { ChartRefusal } from '@cg/charts/refusal'
import type { DrawingThread } from './drawing-thread.ts'
import { startDrawingThread } from './drawing-thread.ts'
import type { Job, Reply, Task } from './worker.ts'

/** Too many drawings wait already: the caller answers 503 with Retry-After. */
export class RenderBusyError extends Error {
  override readonly name = 'RenderBusyError'
}

/** The drawing failed or took too long; the worker was replaced when it had died. */
export class RenderFailedError extends Error {
  override readonly name = 'RenderFailedError'
}

export type Drawn = NonNullable<Reply['drawn']>

export type RenderQueue = {
  /** Draws in the worker when its turn has come; panels, which a page waits for, go before files. */
  readonly draw: (task: Task) => Promise<Drawn>
  readonly close: () => Promise<void>
}

/** `maxWaiting`: of files, and of panels beside them, so that a hundred exports keep no page waiting. */
export type RenderQueueOptions = { readonly maxWaiting: number; readonly timeoutMs: number }

type Waiting = {
  readonly job: Job
  readonly resolve: (drawn: Drawn) => void
  readonly reject: (error: Error) => void
}

/** One thread that draws one thing at a time, and a bounded queue before it. */
export function openRenderQueue({ maxWaiting, timeoutMs }: RenderQueueOptions): RenderQueue {
  const queue: Waiting[] = []
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
    current = takeFirst(queue)
    thread?.hold(current !== null)
    if (current === null) return
    thread ??= startDrawingThread(take, fail)
    thread.hold(true)
    timer = setTimeout(() => fail('the drawing took too long'), timeoutMs)
    thread.post(current.job)
  }

  return {
    draw(task) {
      if (countAlike(queue, task) >= maxWaiting)
        return Promise.reject(new RenderBusyError('正在生成的图表过多，请稍后再试'))
      return new Promise((resolve, reject) => {
        queue.push({ job: { id: nextId++, task }, resolve, reject })
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

function takeFirst(queue: Waiting[]): Waiting | null {
  const panel = queue.findIndex((waiting) => waiting.job.task.kind === 'panel')
  return queue.splice(Math.max(0, panel), 1)[0] ?? null
}

function countAlike(queue: readonly Waiting[], task: Task): number {
  return queue.filter((waiting) => waiting.job.task.kind === task.kind).length
}
