import type { TokenScope } from '@cg/contract/token-scope'
import { tokenScopeNames } from '@cg/contract/token-scope'
import { apiToken } from '@cg/db/schema'
import { formatDateTime } from '@cg/domain/number/number-format'
import { eq } from 'drizzle-orm'
import type { Actor, Services, TokenUse } from '../context.ts'
import { ServiceError } from '../errors.ts'
import { hashToken, loadActor } from '../session/actor.ts'
import { loadTokens, scopeOf, tokenState } from './token.ts'
import type { OwnedToken } from './token.ts'

/** What came with a request, from where, and the scope of the route it asks. */
export type Shown = { readonly secret: string; readonly address: string; readonly scope: TokenScope }

/** Whose rights hold for the request, and by which token. */
export type OpenedToken = { readonly actor: Actor; readonly use: TokenUse }

export type TokenGuard = {
  /** Who a token stands for, with the rights of this moment; throws where it opens nothing. */
  find(shown: Shown): Promise<OpenedToken>
}

const minuteMs = 60_000
/** Unknown tokens from one address after which no token is looked at that was not let in from there before. */
const guesses = { most: 30, withinMs: 15 * minuteMs } as const
const touchMs = minuteMs
const capacity = 5_000
const shape = /^cg_[0-9a-f]{8}_[A-Za-z0-9_-]{43}$/

/**
 * Asked for every request: what was revoked, expired or lost its account opens nothing from then on. Guesses are counted in
 * memory, since the process is the only server: a program that repeats an old token writes nothing.
 */
export function createTokenGuard(services: Services): TokenGuard {
  const failures = new Map<string, number[]>()
  const known = new Set<string>()

  function failedLately(address: string): number[] {
    const since = services.now().getTime() - guesses.withinMs
    return (failures.get(address) ?? []).filter((at) => at > since)
  }

  function count(address: string): void {
    const lately = [...failedLately(address), services.now().getTime()]
    failures.delete(address)
    const [oldest] = failures.keys()
    if (failures.size >= capacity && oldest !== undefined) failures.delete(oldest)
    failures.set(address, lately)
  }

  /** Refuses before anything is looked up, so that a guess that is right looks as one that is wrong. */
  function refuseGuessing(address: string): void {
    const lately = failedLately(address)
    const [first] = lately.slice(-guesses.most)
    if (first === undefined || lately.length < guesses.most) return
    throw tooMany(first + guesses.withinMs - services.now().getTime())
  }

  return {
    async find({ secret, address, scope }) {
      const tokenHash = hashToken(secret)
      const key = `${tokenHash} ${address}`
      if (!known.has(key)) refuseGuessing(address)
      const found = shape.test(secret) ? await load(services, tokenHash) : null
      if (found === null) {
        count(address)
        throw unknownToken()
      }
      if (known.size >= capacity) known.clear()
      known.add(key)
      const opened = open(found, { scope, now: services.now() })
      await touch(services, found.token)
      return opened
    },
  }
}

type Found = { readonly token: OwnedToken; readonly actor: Actor | null }

async function load({ store }: Services, tokenHash: string): Promise<Found | null> {
  return store.read(async (db) => {
    const [token] = await loadTokens(db, eq(apiToken.tokenHash, tokenHash))
    return token === undefined ? null : { token, actor: await loadActor(db, token.owner.id) }
  })
}

function open({ token, actor }: Found, asked: { scope: TokenScope; now: Date }): OpenedToken {
  const { row } = token
  const state = tokenState(token, asked.now)
  const called = `接口令牌 ${row.prefix}（${row.name}）`
  if (state === 'revoked') throw ended(`${called}已于 ${formatDateTime(row.revokedAt ?? '')} 撤销。`, state)
  if (state === 'expired') throw ended(`${called}已于 ${formatDateTime(row.expiresAt)} 到期。`, state)
  if (state === 'disabled' || actor === null) throw ended(`${called}所属的账号已停用。`, 'disabled')
  if (state === 'password') {
    throw new ServiceError('forbidden', `${called}所属的账号须先修改密码。请账号本人登录修改，之后令牌照常可用。`, {
      reason: 'password.must_change',
    })
  }
  const scope = scopeOf(row)
  if (scope !== asked.scope) throw outsideScope(asked.scope)
  return { actor, use: { prefix: row.prefix, scope } }
}

/** To the minute: a program that asks all day long does not write all day long. */
async function touch({ store, now }: Services, { row }: OwnedToken): Promise<void> {
  const at = now()
  if (row.lastUsedAt !== null && at.getTime() - Date.parse(row.lastUsedAt) < touchMs) return
  await store.write({ unaudited: 'token.use' }, async (tx) => {
    await tx.update(apiToken).set({ lastUsedAt: at.toISOString() }).where(eq(apiToken.id, row.id))
  })
}

/** A route that takes no token, or one of another scope (`needed`). */
export function outsideScope(needed?: TokenScope): ServiceError {
  const words =
    needed === undefined
      ? `接口令牌的范围是“${tokenScopeNames['release.read']}”（release.read），不能用于这个地址。请以账号和密码登录后办理。`
      : `这个地址需要范围为“${tokenScopeNames[needed]}”（${needed}）的接口令牌。请另外生成一个。`
  return new ServiceError('forbidden', words, { reason: 'token.scope' })
}

export function unknownToken(): ServiceError {
  return new ServiceError(
    'unauthenticated',
    '接口令牌不正确。请核对是否完整地写在 Authorization: Bearer 之后；密文遗失的，请撤销后另外生成。',
    { reason: 'token.unknown' },
  )
}

function ended(words: string, state: string): ServiceError {
  return new ServiceError('unauthenticated', `${words}请由账号本人在“接口令牌”页面另外生成，或联系系统管理员。`, {
    reason: `token.${state}`,
  })
}

function tooMany(waitMs: number): ServiceError {
  const minutes = Math.ceil(waitMs / minuteMs)
  return new ServiceError(
    'too_many_requests',
    `这个来源多次出示不正确的接口令牌，请 ${minutes} 分钟后再试。请先核对程序里写的令牌。`,
    { reason: 'token.locked', retryAfterSeconds: Math.ceil(waitMs / 1000) },
  )
}
