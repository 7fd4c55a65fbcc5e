import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a planted identity service says wrongly; nothing: it is as it should be. */
export type Planted = {
  /** Overrides claims of the ID token. */
  claims?: Record<string, unknown>
  /** Overrides what the service says of itself. */
  metadata?: (issuer: string) => Record<string, unknown>
  /** Signs with a key that it does not publish. */
  hasForeignKey?: boolean
  /** Answers the exchange with this OAuth error. */
  refusal?: string
}

export type PlantedService = {
  readonly issuer: string
  readonly plant: (next: Planted) => void
  /** What was asked of it, by path. */
  readonly asked: string[]
  /** Signs a person in and gives back the query that the browser comes back with. */
  readonly signIn: (address: string, person: { sub: string; name?: string }) => string
  readonly close: () => Promise<void>
}

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A small identity service that lies on demand: what a real one never does and a client must see through. */
export async function openPlantedService(): Promise<PlantedService> {
  const [keys, others] = [rsa(), rsa()]
  let planted: Planted = {}
  const asked: string[] = []
  const codes = new Map<string, { nonce: string; challenge: string; sub: string; name: string | undefined }>()
  let issuer = ''

  function token(code: string): string {
    const { nonce, sub, name } = codes.get(code) ?? { nonce: '', sub: '', name: undefined }
    const now = Math.floor(Date.now() / 1000)
    const claims = { iss: issuer, aud: 'monitor', sub, name, nonce, iat: now, exp: now + 300, ...planted.claims }
    const body = `${base64({ alg: 'RS256', kid: 'k' })}.${base64(claims)}`
    const { privateKey } = planted.hasForeignKey === true ? others : keys
    return `${body}.${sign('RSA-SHA256', Buffer.from(body), privateKey).toString('base64url')}`
  }

  function exchange(form: URLSearchParams): [status: number, body: unknown] {
    const code = form.get('code') ?? ''
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    if (planted.refusal !== undefined) return [400, { error: planted.refusal }]
    if (codes.get(code)?.challenge !== challenge) return [400, { error: 'invalid_grant' }]
    const id_token = token(code)
    codes.delete(code)
    return [200, { access_token: 'a', token_type: 'Bearer', id_token }]
  }

  const server = createServer((request, response) => {
    const path = request.url ?? ''
    asked.push(path)
    if (path === '/.well-known/openid-configuration') {
      return reply(response, 200, { ...metadataOf(issuer), ...planted.metadata?.(issuer) })
    }
    if (path === '/jwks') {
      return reply(response, 200, { keys: [{ ...keys.publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'RS256' }] })
    }
    void bodyOf(request).then((text) => reply(response, ...exchange(new URLSearchParams(text))))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    issuer,
    asked,
    plant: (next) => {
      planted = next
    },
    signIn(address, { sub, name }) {
      const query = new URL(address).searchParams
      const code = randomUUID()
      const [nonce, challenge] = [query.get('nonce') ?? '', query.get('code_challenge') ?? '']
      codes.set(code, { nonce, challenge, sub, name })
      return new URLSearchParams({ code, state: query.get('state') ?? '' }).toString()
    },
    close: () => new Promise((resolve) => void (server.closeAllConnections(), server.close(() => resolve()))),
  }
}

const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2048 })

function metadataOf(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  }
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const part of request) text += String(part)
  return text
}
