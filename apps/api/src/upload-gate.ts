import { openTurns } from '@cg/export/turns'
import type { Turn } from '@cg/export/turns'
import { ServiceError } from '@cg/services/errors'

export type UploadGate = {
  /** Resolves when this person's file may be received; `leave` lets the next one in. Throws when too many wait. */
  readonly enter: (person: string) => Promise<{ readonly leave: () => void }>
}

export type GateLimits = {
  /** Files at once, from their first byte to their answer; and those of one person. */
  readonly most: number
  readonly mostEach: number
  /** How many more may wait, and how long: a request that is not read is ended by its server some time. */
  readonly mostWaiting: number
  readonly patienceMs: number
}

type Waiting = Turn & { readonly owner: string; readonly begin: () => void }

/**
 * So many uploads at a time are held in memory; the others wait with their bytes still on the way, people in turn. Whoever
 * finds the queue full, or waits in it too long, is told when to come again.
 */
export function openUploadGate({ most, mostEach, mostWaiting, patienceMs }: GateLimits): UploadGate {
  const turns = openTurns<Waiting>()
  const inside = new Map<string, number>()
  let count = 0

  function begin(turn: Waiting): void {
    count += 1
    turn.begin()
  }

  function leave(turn: Waiting, since: number): void {
    count -= 1
    turns.charge(turn, performance.now() - since)
    forget(turn.owner)
    const next = turns.take()
    if (next !== null) begin(next)
  }

  function forget(person: string): void {
    const left = (inside.get(person) ?? 1) - 1
    if (left === 0) inside.delete(person)
    else inside.set(person, left)
  }

  return {
    enter(person) {
      const own = inside.get(person) ?? 0
      if (own >= mostEach) return Promise.reject(busy(`您已有${mostEach}个文件正在上传处理，请待其完成后再上传。`))
      if (count >= most && turns.waiting.length >= mostWaiting)
        return Promise.reject(busy('同时上传的人较多，文件没有收下，请几秒后再上传。'))
      inside.set(person, own + 1)
      return new Promise((resolve, reject) => {
        let timer: NodeJS.Timeout | undefined
        const turn: Waiting = {
          owner: person,
          isFirst: false,
          begin() {
            clearTimeout(timer)
            const since = performance.now()
            let hasLeft = false
            resolve({
              leave() {
                if (!hasLeft) leave(turn, since)
                hasLeft = true
              },
            })
          },
        }
        if (count < most) return begin(turn)
        turns.add(turn)
        timer = setTimeout(() => {
          turns.remove(turn)
          forget(person)
          reject(busy('同时上传的人较多，文件还没有轮到，没有收下，请几秒后再上传。'))
        }, patienceMs)
      })
    },
  }
}

const busy = (words: string) => new ServiceError('unavailable', words, { reason: 'upload.busy', retryAfterSeconds: 5 })
