import { release, seal } from '@cg/db/schema'
import { appendAnchor, lastAnchorLine, readAnchor, setAnchorAside } from '@cg/db/seal/anchor'
import type { Anchor, AnchorLine, Head } from '@cg/db/seal/anchor'
import { firstHash } from '@cg/db/audit-chain'
import type { Db } from '@cg/db/store'
import { desc, eq, isNotNull, max } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Services } from '../context.ts'
import { behindWords } from './behind-words.ts'
import { readSetting, writeSetting } from '../settings.ts'
import type { BehindAnchor } from '../settings.ts'

/** How far the chain of seals has come. */
export async function loadHead(db: Db): Promise<Head> {
  const [last] = await db.select({ seals: seal.id, hash: seal.hash }).from(seal).orderBy(desc(seal.id)).limit(1)
  return last ?? { seals: 0, hash: firstHash }
}

/** '412-9f3a5c07d2e1': a head as it is printed. */
export const headText = ({ seals, hash }: Head): string => `${seals}-${hash.slice(0, 12)}`

/** Whether a head as it is printed is, or was, the chain's. */
export async function isHead(db: Db, printed: string): Promise<boolean> {
  const [, seals = '', start = ''] = printedHead.exec(printed.normalize('NFKC').trim().toLowerCase()) ?? []
  const [found] = await db
    .select({ hash: seal.hash })
    .from(seal)
    .where(eq(seal.id, Number(seals)))
  return start !== '' && found !== undefined && found.hash.startsWith(start)
}

/** As it stands in the files of a release, and as people copy it: with 封签 before it, other dashes, capitals. */
const printedHead = /^(?:封签)?[\s:]*(\d{1,12})\s*\p{Pd}\s*([0-9a-f]{12})$/u

/** The release whose files print a head that is the chain's; null: none does. */
export async function releaseOfHead(db: Db, printed: string): Promise<string | null> {
  const seals = Number(/\d+/.exec(printed.normalize('NFKC'))?.[0])
  const [found] = await db.select({ code: release.code }).from(release).where(eq(release.sealId, seals))
  return found?.code ?? null
}

/** Whether the chain goes through a head that it had. */
export async function holdsHead(db: Db, { seals, hash }: Head): Promise<boolean> {
  if (seals === 0) return true
  const [found] = await db.select({ hash: seal.hash }).from(seal).where(eq(seal.id, seals))
  return found?.hash === hash
}

/** The highest number that a release of each quarter bears or, before a restore, bore. */
export async function loadGiven(db: Db): Promise<Record<string, number>> {
  const published = await db
    .select({ period: release.period, highest: max(release.sequence) })
    .from(release)
    .where(isNotNull(release.code))
    .groupBy(release.period)
  const bears = Object.fromEntries(published.map(({ period, highest }) => [period, highest ?? 0]))
  return higher((await readSetting(db, 'givenNumbers')) ?? {}, bears)
}

/** What an administrator has to know of between a database and its anchor; null: nothing. */
async function apartFrom(db: Db, { lines, brokenAt }: Anchor): Promise<BehindAnchor['how'] | null> {
  if (brokenAt !== null) return 'broken'
  const last = lines.at(-1)
  if (last !== undefined) return (await holdsHead(db, last)) ? null : 'behind'
  return (await readSetting(db, 'anchoredSince')) === null ? null : 'missing'
}

/**
 * Holds a database that is opened against its anchor. Where the anchor knows of more, or of another history, the
 * database says so from then on, in its audit trail and on its pages, until an administrator acknowledges it; and no
 * number of a release that the anchor knows is given again. `restored`: the file that it was restored from just now.
 */
export async function settleAnchor(services: Services, folder: string, restored: string | null = null): Promise<void> {
  const { store, now } = services
  const anchor = readAnchor(folder)
  const at = now().toISOString()
  const apart = await store.read((db) => apartFrom(db, anchor))
  const anchored = anchor.lines.at(-1) ?? null
  if (apart !== null || restored !== null) {
    await store.write(['anchor.behind', 'database.restore'], async (tx) => {
      const found = await loadHead(tx)
      await writeSetting(tx, 'givenNumbers', higher(await loadGiven(tx), ...anchor.lines.map(({ given }) => given)))
      const behind = { at, how: apart ?? 'whole', anchored, found, file: restored }
      // A backup that lacks nothing leaves its line in the trail and no notice.
      if (apart !== null) await writeSetting(tx, 'behindAnchor', behind)
      const detail = {
        situation: behindWords(behind),
        anchored: anchored === null ? '' : headText(anchored),
        found: headText(found),
        ...(restored === null ? {} : { file: restored }),
      }
      const action = restored === null ? 'anchor.behind' : 'database.restore'
      await audit(tx, { at, actor: null, action, object: 'database', detail })
    })
  }
  if (apart === 'broken') setAnchorAside(folder, now())
  await noteHead(services, folder, restored !== null ? 'restore' : apart === null ? 'start' : 'behind')
}

/** Writes how far the chain has come into the anchor, unless its last line says so already. */
export async function noteHead({ store, now }: Services, folder: string, why: AnchorLine['why']): Promise<void> {
  const at = now().toISOString()
  if ((await store.read((db) => readSetting(db, 'anchoredSince'))) === null)
    await store.write({ unaudited: 'anchor.begin' }, (tx) => writeSetting(tx, 'anchoredSince', { at }))
  const { head, given } = await store.read(async (db) => ({ head: await loadHead(db), given: await loadGiven(db) }))
  if (lastAnchorLine(folder)?.hash === head.hash) return
  appendAnchor(folder, { ...head, at, why, given })
}

const lookMs = 10_000
const turnMs = 300_000

/**
 * Writes the head into the anchor every five minutes in which the chain has grown, and within ten seconds of a publication.
 * Returns a function that stops it and writes the last head.
 */
export function watchAnchor(
  services: Services,
  folder: string,
  onError: (error: unknown) => void,
): () => Promise<void> {
  let noted = { at: Date.now(), given: '' }
  const look = async () => {
    const given = JSON.stringify(await services.store.read(loadGiven))
    const isNew = noted.given !== '' && given !== noted.given
    if (!isNew && noted.given !== '' && Date.now() - noted.at < turnMs) return
    await noteHead(services, folder, isNew ? 'publish' : 'turn')
    noted = { at: Date.now(), given }
  }
  const timer = setInterval(() => void look().catch(onError), lookMs)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await noteHead(services, folder, 'stop')
  }
}

function higher(...lists: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const highest: Record<string, number> = {}
  for (const [period, number] of lists.flatMap((list) => Object.entries(list)))
    highest[period] = Math.max(highest[period] ?? 0, number)
  return highest
}
