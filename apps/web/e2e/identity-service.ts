import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import Provider from 'oidc-provider'
import type { Context } from 'oidc-provider'

export type IdentityService = { readonly issuer: string; readonly close: () => Promise<void> }

export const client = { id: 'monitor', secret: 'Geheim-of-the-client-77' }

const page = (words: string, uid: string) =>
  `<!doctype html><html lang="zh"><meta charset="utf-8"><title>${words}</title><h1>${words}</h1>
  <form method="post" action="/interaction/${uid}"><label>工号<input name="login"></label><button>登录</button></form>`

/** A certified OpenID provider of a city of our own: whoever types a number is that person, named 张三. */
export async function openIdentityService(port: number, callback: string): Promise<IdentityService> {
  const issuer = `http://127.0.0.1:${port}`
  const provider = new Provider(issuer, {
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [callback] }],
    claims: { openid: ['sub'], profile: ['name'] },
    // Names stand in the ID token, as the services of cities send them.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    findAccount: (_context: Context, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, name: '张三', roles: ['admin'] }),
    }),
    interactions: { url: (_context: Context, { uid }: { uid: string }) => `/interaction/${uid}` },
    loadExistingGrant: async ({ oidc }: Context) => {
      const grant = new oidc.provider.Grant({ accountId: oidc.session?.accountId, clientId: oidc.client?.clientId })
      grant.addOIDCScope('openid profile')
      await grant.save()
      return grant
    },
  })
  const protocol = provider.callback()
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/interaction/') !== true) return protocol(request, response)
    void interact(provider, request, response)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    issuer,
    close: () => new Promise((resolve) => void (server.closeAllConnections(), server.close(() => resolve()))),
  }
}

async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'GET') {
    const { uid } = await provider.interactionDetails(request, response)
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page('市统一身份认证', uid))
    return
  }
  let text = ''
  for await (const part of request) text += String(part)
  const accountId = new URLSearchParams(text).get('login') ?? ''
  await provider.interactionFinished(request, response, { login: { accountId } })
}
