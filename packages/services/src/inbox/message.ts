import type { Db } from '@cg/db/store'
import type { MessageFacts } from '@cg/domain/claim/message'
import type { Context } from '../context.ts'

/** One message before anybody asks whether it was read. */
export type Message = {
  /** Names what happened: the same thing has the same key whenever it is asked for. */
  readonly key: string
  readonly at: string
  readonly link: string
  readonly facts: MessageFacts
}

/** Who asks, of which moment, and how far back. */
export type Asking = {
  readonly ctx: Context
  readonly db: Db
  readonly now: string
  /** Nothing older is told. */
  readonly since: string
}
