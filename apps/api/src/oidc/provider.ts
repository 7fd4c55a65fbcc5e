import { ServiceError } from '@cg/services/errors'
import type { IdentityService } from '@cg/services/identity/settings'
import type { ProvenIdentity } from '@cg/services/identity/sign-in'
import type * as OpenId from 'openid-client'
import { answerRefusal, serviceRefusal } from './refusals.ts'

/** Loaded when somebody first signs in this way: an installation with passwords alone never pays for it. */
const library = () => import('openid-client')

/** Seconds that the two clocks may differ by, and that an answer may take. */
const toleranceSeconds = 60
const patienceSeconds = 10
/** How long the service's own description of itself, with its keys, is believed. */
const freshMs = 10 * 60_000

/** One sign-in on its way: what is sent to the service, and kept here to hold its answer against. */
export type SignInQuestion = {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  /** Where people come back to. */
  readonly callback: string
}

export type Provider = {
  /** What the service calls itself; throws, in words, where it cannot be reached or is not what it was set as. */
  readonly ask: (service: IdentityService) => Promise<string>
  /** Where the browser is sent to. */
  readonly signInUrl: (service: IdentityService, question: SignInQuestion) => Promise<string>
  /** Whom the service vouches for in the answer `query`; throws, in words, where it does not hold against the question. */
  readonly identify: (service: IdentityService, question: SignInQuestion, query: string) => Promise<ProvenIdentity>
}

/** Talks to the configured identity service, and to no other host. */
export function createProvider(): Provider {
  const known = new Map<string, { readonly at: number; readonly config: OpenId.Configuration }>()

  async function configOf(service: IdentityService): Promise<OpenId.Configuration> {
    const key = JSON.stringify([service.issuer, service.clientId, service.secret])
    const hit = known.get(key)
    if (hit !== undefined && performance.now() - hit.at < freshMs) return hit.config
    const config = await discover(service)
    known.clear()
    known.set(key, { at: performance.now(), config })
    return config
  }

  return {
    ask: async (service) => (await discover(service)).serverMetadata().issuer,
    async signInUrl(service, { state, nonce, verifier, callback }) {
      const client = await library()
      const config = await configOf(service)
      return client.buildAuthorizationUrl(config, {
        redirect_uri: callback,
        scope: 'openid profile',
        response_type: 'code',
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      }).href
    },
    async identify(service, { state, nonce, verifier, callback }, query) {
      const client = await library()
      const config = await configOf(service)
      const came = new URL(callback)
      came.search = query
      try {
        const tokens = await client.authorizationCodeGrant(config, came, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        })
        return identityOf(tokens.claims())
      } catch (error) {
        throw answerRefusal(error)
      }
    },
  }
}

async function discover(service: IdentityService): Promise<OpenId.Configuration> {
  const client = await library()
  const issuer = new URL(service.issuer)
  const isPlain = issuer.protocol === 'http:'
  let config: OpenId.Configuration
  try {
    config = await client.discovery(
      issuer,
      service.clientId,
      { [client.clockTolerance]: toleranceSeconds },
      secretAsTaken(client, service.secret),
      {
        timeout: patienceSeconds,
        execute: [client.enableNonRepudiationChecks, ...(isPlain ? [client.allowInsecureRequests] : [])],
        [client.customFetch]: (url, options) => fetchFrom(issuer.origin, url, options),
      },
    )
  } catch (error) {
    throw serviceRefusal(error, service.issuer)
  }
  refuseForeignEndpoints(config.serverMetadata(), issuer.origin)
  return config
}

/** RFC 6749 2.3.1: in the header where the service takes it there, as it does unless it says otherwise. */
function secretAsTaken(client: typeof OpenId, secret: string): OpenId.ClientAuth {
  const [inHeader, inBody] = [client.ClientSecretBasic(secret), client.ClientSecretPost(secret)]
  return (server, ...rest) => {
    const taken = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    const isBodyOnly = !taken.includes('client_secret_basic') && taken.includes('client_secret_post')
    return (isBodyOnly ? inBody : inHeader)(server, ...rest)
  }
}

/** The product works without the internet: whatever the service says of itself, no other host is asked. */
async function fetchFrom(origin: string, url: string, options: OpenId.CustomFetchOptions): Promise<Response> {
  if (new URL(url).origin !== origin) throw new Error(`${url} is not of the identity service ${origin}`)
  // A cast: the library's options are those of fetch, with a body that fetch takes.
  return fetch(url, options as RequestInit)
}

function refuseForeignEndpoints(metadata: OpenId.ServerMetadata, origin: string): void {
  const { authorization_endpoint, token_endpoint, jwks_uri } = metadata
  const needed = { 登录页: authorization_endpoint, 换取凭据: token_endpoint, 公钥: jwks_uri }
  for (const [what, address] of Object.entries(needed)) {
    if (address !== undefined && URL.canParse(address) && new URL(address).origin === origin) continue
    throw new ServiceError(
      'invalid',
      address === undefined
        ? `认证平台没有给出“${what}”的地址，不能用来登录。请与平台管理单位核对。`
        : `认证平台把“${what}”指到了另一个网站（${address}）。本系统只与 ${origin} 往来，请与平台管理单位核对。`,
      { reason: 'identity.foreign_endpoint' },
    )
  }
}

/** What is shown of a person, without signs that would turn or break the line. */
const unseen = /[\p{C}\p{Zl}\p{Zp}]/gu
const longestName = 60

function identityOf(claims: OpenId.IDToken | undefined): ProvenIdentity {
  if (claims === undefined) throw new Error('the library gave no claims though an ID token was expected')
  const told = [claims['name'], claims['preferred_username']].find((one) => typeof one === 'string')
  const name = typeof told === 'string' ? told.replace(unseen, '').trim().slice(0, longestName) : ''
  return { issuer: claims.iss, subject: claims.sub, name }
}
