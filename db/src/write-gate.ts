import type { Purpose } from './audit-witness.ts'
import type { Db } from './client.ts'

/** A body in its turn. */
export type Turn = {
  readonly purpose: Purpose
  readonly run: (tx: Db) => Promise<void>
  /** This one alone is refused, once the transaction is over. */
  readonly refuse: (error: unknown) => void
}

/** The bodies of one transaction, each given out once; null: nobody else joins it. */
export type Turns = { readonly isAlone: boolean; readonly next: () => Turn | null }

/** Runs the bodies of one transaction; a rejection refuses all that were given out. */
export type Transact = (turns: Turns) => Promise<void>

export type Gate = { readonly enter: <T>(purpose: Purpose, body: (tx: Db) => Promise<T>) => Promise<T> }

type Waiting = Turn & { readonly end: (lost: { readonly error: unknown } | null) => void }

/** No body joins a transaction that has lasted this long: those in it wait for their answers. */
const longestMs = 50

/**
 * Queues bodies, and lets those that wait together into one transaction. A body joins the others only if the last of its
 * purpose was quick: nobody's saved cell waits for a publication. Nothing waits for a clock: what has come in by the end of
 * this turn of the event loop goes together.
 */
export function openGate(transact: Transact): Gate {
  const waiting: Waiting[] = []
  const lasted = new Map<string, number>()
  let isWorking = false

  const isQuick = ({ purpose }: Turn) => (lasted.get(nameOf(purpose)) ?? Infinity) <= longestMs

  /** The next one with what it takes to know how long its purpose lasts. */
  function take(): Waiting | null {
    const body = waiting.shift()
    if (body === undefined) return null
    const run: Turn['run'] = async (tx) => {
      const began = performance.now()
      try {
        await body.run(tx)
      } finally {
        lasted.set(nameOf(body.purpose), performance.now() - began)
      }
    }
    return { ...body, run }
  }

  async function transactNext(): Promise<void> {
    const began = performance.now()
    const given: Waiting[] = []
    const [first, second] = waiting
    const isAlone = first === undefined || second === undefined || !isQuick(first) || !isQuick(second)
    const next = (): Turn | null => {
      const [ahead] = waiting
      const joins = given.length === 0 || (!isAlone && ahead !== undefined && isQuick(ahead))
      const body = joins && performance.now() - began < longestMs ? take() : null
      if (body !== null) given.push(body)
      return body
    }
    const lost = await transact({ isAlone, next }).then(
      () => null,
      (error: unknown) => ({ error }),
    )
    for (const body of given) body.end(lost)
  }

  async function work(): Promise<void> {
    isWorking = true
    while (waiting.length > 0) {
      await endOfTurn()
      await transactNext()
    }
    isWorking = false
  }

  return {
    enter(purpose, body) {
      return new Promise((resolve, reject) => {
        waiting.push(makeWaiting(purpose, body, { resolve, reject }))
        if (!isWorking) void work()
      })
    },
  }
}

type Told<T> = { readonly resolve: (answer: T) => void; readonly reject: (error: unknown) => void }

/** What a body answers is kept until its transaction is over. */
function makeWaiting<T>(purpose: Purpose, body: (tx: Db) => Promise<T>, { resolve, reject }: Told<T>): Waiting {
  let tell: () => void = () => reject(new Error('a body was not run'))
  return {
    purpose,
    async run(tx) {
      const answer = await body(tx)
      tell = () => resolve(answer)
    },
    refuse(error) {
      tell = () => reject(error)
    },
    end(lost) {
      if (lost === null) tell()
      else reject(lost.error)
    },
  }
}

const nameOf = (purpose: Purpose): string => (typeof purpose === 'string' ? purpose : JSON.stringify(purpose))

// Kept from the start: a test that stops the clock does not stop the store.
const { setImmediate: later } = globalThis

const endOfTurn = (): Promise<void> => new Promise((resolve) => void later(resolve))
