import { loginAttempt } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { and, desc, eq, gte, max } from 'drizzle-orm'
import type { Services } from '../context.ts'
import { ServiceError } from '../errors.ts'

/** Whose password is tried, and from where. */
export type Attempt = { readonly login: string; readonly address: string }

const minuteMs = 60_000
const dayMs = 1_440 * minuteMs

/** Failures after which guessing stops, where `by` agrees. */
const guesses = [
  { by: ['login', 'address'], most: 10, withinMs: 15 * minuteMs },
  { by: ['login'], most: 30, withinMs: 60 * minuteMs },
] as const
/**
 * One password on many accounts: so many different accounts failed from one address. A whole office may stand behind it,
 * so accounts that signed in from there before are let in all the same.
 */
const spray = { accounts: 60, withinMs: 15 * minuteMs, knownMs: 30 * dayMs } as const

/**
 * Begins an attempt, or refuses it with 429 when too many failed. It is counted as failed until it has succeeded, so
 * that attempts under way count too and many at once are no way round the limits. Returns what it is ended with.
 */
export async function beginAttempt({ store, now }: Services, { login, address }: Attempt): Promise<number> {
  return store.write({ unaudited: 'session.attempt' }, async (tx) => {
    const time = now().getTime()
    const freeAt = Math.max(
      await guessedUntil(tx, { login, address }, time),
      await sprayedUntil(tx, { login, address }, time),
    )
    if (freeAt > time) throw tooMany(freeAt - time)
    const row = { login, address, at: new Date(time).toISOString(), isSuccess: false }
    const [made] = await tx.insert(loginAttempt).values(row).returning({ id: loginAttempt.id })
    if (made === undefined) throw new Error('the attempt was not stored')
    return made.id
  })
}

/** The attempt was a sign-in. */
export async function countAsSignIn(tx: Db, attempt: number): Promise<void> {
  await tx.update(loginAttempt).set({ isSuccess: true }).where(eq(loginAttempt.id, attempt))
}

/** The attempt was right, and no sign-in. */
export async function forgetAttempt(tx: Db, attempt: number): Promise<void> {
  await tx.delete(loginAttempt).where(eq(loginAttempt.id, attempt))
}

/** Until when the account is closed to guesses, in ms; 0 when it is not. */
async function guessedUntil(db: Db, who: Attempt, time: number): Promise<number> {
  let until = 0
  for (const { by, most, withinMs } of guesses) {
    const [last] = await db
      .select({ at: loginAttempt.at })
      .from(loginAttempt)
      .where(and(...by.map((key) => eq(loginAttempt[key], who[key])), failedSince(time - withinMs)))
      .orderBy(desc(loginAttempt.at))
      .limit(1)
      .offset(most - 1)
    if (last !== undefined) until = Math.max(until, Date.parse(last.at) + withinMs)
  }
  return until
}

async function sprayedUntil(db: Db, { login, address }: Attempt, time: number): Promise<number> {
  const [last] = await db
    .select({ at: max(loginAttempt.at) })
    .from(loginAttempt)
    .where(and(eq(loginAttempt.address, address), failedSince(time - spray.withinMs)))
    .groupBy(loginAttempt.login)
    .orderBy(desc(max(loginAttempt.at)))
    .limit(1)
    .offset(spray.accounts - 1)
  if (last?.at == null || (await isKnown(db, { login, address }, time))) return 0
  return Date.parse(last.at) + spray.withinMs
}

async function isKnown(db: Db, { login, address }: Attempt, time: number): Promise<boolean> {
  const since = new Date(time - spray.knownMs).toISOString()
  const [found] = await db
    .select({ id: loginAttempt.id })
    .from(loginAttempt)
    .where(
      and(
        eq(loginAttempt.login, login),
        eq(loginAttempt.address, address),
        eq(loginAttempt.isSuccess, true),
        gte(loginAttempt.at, since),
      ),
    )
    .limit(1)
  return found !== undefined
}

function failedSince(time: number) {
  return and(gte(loginAttempt.at, new Date(time).toISOString()), eq(loginAttempt.isSuccess, false))
}

function tooMany(waitMs: number): ServiceError {
  const minutes = Math.ceil(waitMs / minuteMs)
  return new ServiceError(
    'too_many_requests',
    `密码输错次数过多，请 ${minutes} 分钟后再试，或联系系统管理员重置密码。`,
    { reason: 'session.locked', retryAfterSeconds: Math.ceil(waitMs / 1000) },
  )
}
