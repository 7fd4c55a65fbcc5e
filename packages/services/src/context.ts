import type { Store } from '@cg/db/store'
import type { Role } from '@cg/contract/schema'

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

/** A verb's first argument: the services and who is asking. */
export type Context = Services & { actor: Actor }
