import { openTurns } from '@cg/export/turns'
import type { Turn } from '@cg/export/turns'
import { ServiceError } from '@cg/services/errors'

export type Gate = {
  /** Resolves when this person's request may be served; `leave` lets the next one in. Throws when too many wait. */
  readonly enter: (person: string) => Promise<Place>
}

export type Place = { readonly leave: () => void }

export type GateLimits = {
  /** Requests at once, from before their first byte is received to their answer; and those of one person. */
  readonly most: number
  readonly mostEach: number
  /** How many more may wait, and how long: a request that is not read is ended by its server some time. */
  readonly mostWaiting: number
  readonly patienceMs: number
  /** What is said to a person with too many, to who finds the queue full, and to who has waited too long. */
  readonly words: { readonly own: string; readonly full: string; readonly late: string }
}

type Waiting = Turn & { readonly owner: string; readonly begin: () => void }

/**
 * So many requests that make work are served at a time; the others wait with nothing of them read, people in turn. Whoever
 * finds the queue full, or waits in it too long, is told when to come again.
 */
export function openGate({ most, mostEach, mostWaiting, patienceMs, words }: GateLimits): Gate {
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
      if (own >= mostEach) return Promise.reject(busy(words.own))
      if (count >= most && turns.waiting.length >= mostWaiting) return Promise.reject(busy(words.full))
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
          reject(busy(words.late))
        }, patienceMs)
      })
    },
  }
}

const busy = (words: string) => new ServiceError('unavailable', words, { reason: 'server.busy', retryAfterSeconds: 5 })

const uploadsEach = 3

/**
 * Files of 5 MB in memory, of which one is read at a time (export's in-worker.ts) while three are received; who waits longer
 * than half the time that a request has is told to come again.
 */
export const uploadLimits: GateLimits = {
  most: 4,
  mostEach: uploadsEach,
  mostWaiting: 60,
  patienceMs: 15_000,
  words: {
    own: `您已有${uploadsEach}个文件正在上传处理，请待其完成后再上传。`,
    full: '同时上传的人较多，文件没有收下，请几秒后再上传。',
    late: '同时上传的人较多，文件还没有轮到，没有收下，请几秒后再上传。',
  },
}

const exportsEach = 5

/** Charts and pages that are read for and drawn; their models lie in memory until then. */
export const exportLimits: GateLimits = {
  most: 12,
  mostEach: exportsEach,
  mostWaiting: 60,
  patienceMs: 25_000,
  words: {
    own: `您已有${exportsEach}个文件正在生成，请待其完成后再导出。`,
    full: '同时导出的人较多，请几秒后再导出。',
    late: '同时导出的人较多，您的文件还没有轮到，请几秒后再导出。',
  },
}

/** Books and archives: all that a release says lies in memory for each, so they are read for and made one after the other. */
export const wholeLimits: GateLimits = { ...exportLimits, most: 1, mostWaiting: 6, patienceMs: 30_000 }
