import type { Store } from '@cg/db/store'
import type { Role } from '@cg/contract/schema'
import type { TokenScope } from '@cg/contract/token-scope'

/** A right: a role, for the whole city, one department or one unit. */
export type Grant = { role: Role; department: string | null; unit: string | null }

export type Actor = {
  userId: number
  login: string
  name: string
  mustChangePassword: boolean
  grants: readonly Grant[]
}

/** What the process offers to every verb. */
export type Services = {
  store: Store
  /** The server's clock decides deadlines. */
  now: () => Date
}

/** What an opened link admits to: these answers of this release. */
export type ShareScope = { readonly link: number; readonly release: string; readonly answers: ReadonlySet<string> }

/** By which token a program asks in its account's place. */
export type TokenUse = { readonly prefix: string; readonly scope: TokenScope }

/**
 * A verb's first argument: the services and who is asking; with a `share`, somebody to whom the actor gave a link; with a
 * `token`, a program of the actor's.
 */
export type Context = Services & { actor: Actor; readonly share?: ShareScope; readonly token?: TokenUse }
