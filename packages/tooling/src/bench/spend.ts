import { endedChildrenMs } from './child.ts'

/**
 * Milliseconds by the clock, and of processor time over all threads and the processes started for it, the collector and the
 * compiler included.
 */
export type Spent = { readonly ms: number; readonly cpuMs: number }

/** What `body` took. Of processor time a machine that others use takes hardly more; by the clock it is an upper bound. */
export async function spend<T>(body: () => Promise<T> | T): Promise<Spent & { readonly result: T }> {
  const [start, used, apart] = [performance.now(), process.cpuUsage(), endedChildrenMs(process.pid) ?? 0]
  const result = await body()
  const { user, system } = process.cpuUsage(used)
  return {
    ms: performance.now() - start,
    cpuMs: (user + system) / 1000 + (endedChildrenMs(process.pid) ?? 0) - apart,
    result,
  }
}

/** The middle one by the clock, and of processor. */
export function middleOf(all: readonly Spent[]): Spent {
  const middle = (pick: (one: Spent) => number): number =>
    all.map(pick).toSorted((left, right) => left - right)[(all.length - 1) >> 1] ?? Number.NaN
  return { ms: middle(({ ms }) => ms), cpuMs: middle(({ cpuMs }) => cpuMs) }
}
