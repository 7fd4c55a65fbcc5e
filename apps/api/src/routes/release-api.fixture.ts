import { session } from '@cg/db/schema'
import { preparePreview } from '@cg/services/release/publish/prepare'
import { publishPreview } from '@cg/services/release/publish/publish'
import { actorOf, enter, openCity, people, setForm } from '@cg/services/release/release.fixture'
import type { Entries, Person, TestCity } from '@cg/services/release/release.fixture'
import { absoluteMs, hashToken } from '@cg/services/session/actor'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../app.ts'

/** When the tests of releases happen, unless they have a clock of their own. */
export const testNow = '2026-10-20T02:00:00.000Z'
/** The first release of the quarter that they publish. */
export const testRelease = 'CG-2026Q3-01'

export type ReleaseApi = {
  readonly city: TestCity
  readonly app: FastifyInstance
  /** Everybody signs in anew at the clock's time: a test has moved it. */
  readonly renew: () => Promise<void>
  /** A person's sign-in, for `app.inject`. */
  readonly cookiesOf: (who: Person) => Record<string, string>
  /** Enters the quarter, accepts its form and has two people publish it; answers the release's number. */
  readonly publish: (quarter: Entries, reason?: string) => Promise<string>
  readonly close: () => Promise<void>
}

/** The small city of releases behind the production app, with everybody of it signed in. */
export async function openReleaseApi(
  options: { readonly now?: () => Date; readonly webFolder?: string } = {},
): Promise<ReleaseApi> {
  const { now = () => new Date(testNow), webFolder = null } = options
  const city = await openCity()
  const app = await buildApp({
    services: { store: city.store, now },
    config: { publicUrl: null, trustProxy: false, logLevel: 'silent', dataDir: city.folder },
    webFolder,
  })
  const createdAt = now().toISOString()
  const life = () => ({
    lastSeenAt: now().toISOString(),
    expiresAt: new Date(now().getTime() + absoluteMs).toISOString(),
  })
  await city.store.write({ unaudited: 'fixture' }, async (tx) => {
    for (const who of people) {
      const row = { userId: actorOf(who).userId, createdAt, address: '', ...life() }
      await tx.insert(session).values({ ...row, tokenHash: hashToken(tokenOf(who)) })
    }
  })
  return {
    city,
    app,
    cookiesOf: (who) => ({ [app.cookieName]: tokenOf(who) }),
    async renew() {
      await city.store.write({ unaudited: 'fixture' }, (tx) => tx.update(session).set(life()))
    },
    async publish(quarter, reason) {
      await enter(city, '2026Q3', quarter)
      await setForm(city, '2026Q3', 'accepted')
      const asked = { period: '2026Q3', ...(reason === undefined ? {} : { reason }) }
      const preview = await preparePreview(city.as('publisher'), asked)
      return (await publishPreview(city.as('second'), preview)).head.code
    },
    async close() {
      await app.close()
      city.close()
    },
  }
}

const tokenOf = (who: Person): string => `${who}-token`
