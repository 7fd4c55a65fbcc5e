import { randomBytes } from 'node:crypto'
import { openSharedNotes } from '../shared-notes.ts'
import type { SignInQuestion } from './provider.ts'

/** A sign-in whose person is at the identity service now. */
export type Pending = {
  readonly question: SignInQuestion
  /** The service that was asked. */
  readonly issuer: string
  /** The page of this site that was asked for. */
  readonly next: string
}

export type PendingSignIns = {
  /** Begins one in the browser that holds `handle`; gives back what the browser is to hold from now on. */
  readonly begin: (handle: string | undefined, asked: Omit<Pending, 'question'> & { callback: string }) => Begun
  /** The sign-in that this answer belongs to, once: in the browser that began it, within its time. Null: there is none. */
  readonly take: (state: string, handle: string | undefined) => Pending | null
}

export type Begun = { readonly handle: string; readonly question: SignInQuestion }

const lifeMs = 10 * 60_000
const capacity = 2_000

const secret = () => randomBytes(32).toString('base64url')

/**
 * Sign-ins on their way, of this process: who is on the way while it starts anew begins again. A browser may have several
 * on the way (two windows), which share its handle.
 */
export function createPendingSignIns(now: () => Date): PendingSignIns {
  const kept = new Map<string, Pending & { readonly handle: string; readonly at: number }>()

  function forgetOld(): void {
    const since = now().getTime() - lifeMs
    for (const [state, { at }] of kept) {
      if (at > since && kept.size < capacity) return
      kept.delete(state)
    }
  }

  return {
    begin(held, { issuer, next, callback }) {
      forgetOld()
      const isHeld = held !== undefined && [...kept.values()].some((one) => one.handle === held)
      const handle = isHeld ? held : secret()
      const question = { state: secret(), nonce: secret(), verifier: secret(), callback }
      kept.set(question.state, { question, issuer, next, handle, at: now().getTime() })
      return { handle, question }
    },
    take(state, handle) {
      forgetOld()
      const found = kept.get(state)
      if (found === undefined || found.handle !== handle) return null
      kept.delete(state)
      const { question, issuer, next } = found
      return { question, issuer, next }
    },
  }
}

/** As `createPendingSignIns`, for several processes: the answer may come to another one than the question left. */
export function sharePendingSignIns(dataDir: string, now: () => Date): PendingSignIns {
  const notes = openSharedNotes(dataDir, 'sign-ins', lifeMs)
  return {
    begin(held, { issuer, next, callback }) {
      const handle = held ?? secret()
      const question = { state: secret(), nonce: secret(), verifier: secret(), callback }
      notes.write(
        question.state,
        JSON.stringify({ question, issuer, next, handle, at: now().getTime() } satisfies Shared),
      )
      return { handle, question }
    },
    take(state, handle) {
      const told = notes.read(state)
      if (told === null || (JSON.parse(told.toString('utf8')) as Shared).handle !== handle) return null
      const taken = notes.take(state)
      if (taken === null) return null
      const { question, issuer, next, at } = JSON.parse(taken.toString('utf8')) as Shared
      return at > now().getTime() - lifeMs ? { question, issuer, next } : null
    },
  }
}

type Shared = Pending & { readonly handle: string; readonly at: number }
