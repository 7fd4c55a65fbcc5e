import { RenderBusyError } from './render-queue.ts'

/**
 * So many files of one owner at once, waiting or being made, whatever kind they are: each kind has a queue of its own, and
 * somebody who asks for all of them would hold every thread of the machine.
 */
export function openShares(most: number): <T>(owner: string | undefined, make: () => Promise<T>) => Promise<T> {
  const taken = new Map<string, number>()
  return async (owner, make) => {
    if (owner === undefined) return make()
    const own = taken.get(owner) ?? 0
    if (own >= most) throw new RenderBusyError(`您已有${most}个文件正在生成，请待其完成后再导出。`)
    taken.set(owner, own + 1)
    try {
      return await make()
    } finally {
      const left = (taken.get(owner) ?? 1) - 1
      if (left === 0) taken.delete(owner)
      else taken.set(owner, left)
    }
  }
}
