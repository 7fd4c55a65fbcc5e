declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http'

  type Account = { accountId: string; claims: () => { sub: string; name: string } }
  type Context = {
    oidc: { session?: { accountId: string }; client?: { clientId: string }; provider: Provider }
  }
  type Grant = { addOIDCScope: (scope: string) => void; save: () => Promise<string> }

  /** What the tests use of it; the package brings no types. */
  export default class Provider {
    constructor(issuer: string, configuration: Record<string, unknown>)
    readonly Grant: new (of: { accountId: string | undefined; clientId: string | undefined }) => Grant
    callback(): (request: IncomingMessage, response: ServerResponse) => void
    interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<{ uid: string }>
    interactionFinished(request: IncomingMessage, response: ServerResponse, result: object): Promise<void>
  }
  export type { Account, Context }
}
