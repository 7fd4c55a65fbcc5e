import type { RestoreNote } from '@cg/db/restore'
import { release, seal, session, user } from '@cg/db/schema'
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
 * number of a release that the anchor knows is given again. `restored`: what it was restored from just now; whoever was
 * signed in then signs in anew.
 */
export async function settleAnchor(
  services: Services,
  folder: string,
  restored: RestoreNote | null = null,
): Promise<void> {
  const { store, now } = services
  const anchor = readAnchor(folder)
  const { apart, isTold } = await store.read(async (db) => ({
    apart: await apartFrom(db, anchor),
    isTold: restored !== null && (await readSetting(db, 'lastRestore'))?.id === restored.id,
  }))
  if (!isTold && (apart !== null || restored !== null))
    await store.write(['anchor.behind', 'database.restore'], (tx) =>
      tellApart(tx, { now: now(), anchor, apart, restored }),
    )
  if (apart === 'broken') setAnchorAside(folder, now())
  await noteHead(services, folder, restored !== null ? 'restore' : apart === null ? 'start' : 'behind')
}

/** A start tells in the trail what became of a restore: done, or given up and why. */
export async function tellRestore(services: Services, folder: string, note: RestoreNote): Promise<void> {
  if (note.givenUp === undefined) await settleAnchor(services, folder, note)
  else await tellGivenUp(services, note, note.givenUp)
}

async function tellGivenUp({ store, now }: Services, note: RestoreNote, why: string): Promise<void> {
  await store.write('database.restore_given_up', async (tx) => {
    // A start that was killed after this line has told of it.
    if ((await readSetting(tx, 'lastRestore'))?.id === note.id) return
    await writeSetting(tx, 'lastRestore', { id: note.id })
    await audit(tx, {
      at: now().toISOString(),
      actor: await actorIn(tx, note),
      action: 'database.restore_given_up',
      object: 'database',
      detail: { situation: why, ...restoredDetail(note) },
    })
  })
}

type Apart = { now: Date; anchor: Anchor; apart: BehindAnchor['how'] | null; restored: RestoreNote | null }

async function tellApart(tx: Db, { now, anchor, apart, restored }: Apart): Promise<void> {
  const at = now.toISOString()
  const anchored = anchor.lines.at(-1) ?? null
  const found = await loadHead(tx)
  await writeSetting(tx, 'givenNumbers', higher(await loadGiven(tx), ...anchor.lines.map(({ given }) => given)))
  const behind = { at, how: apart ?? 'whole', anchored, found, file: restored?.file ?? null }
  // A backup that lacks nothing leaves its line in the trail and no notice.
  if (apart !== null) await writeSetting(tx, 'behindAnchor', behind)
  const detail = {
    situation: behindWords(behind),
    anchored: anchored === null ? '' : headText(anchored),
    found: headText(found),
    ...(restored === null ? {} : restoredDetail(restored)),
  }
  if (restored !== null) {
    await writeSetting(tx, 'lastRestore', { id: restored.id })
    await tx.delete(session)
  }
  const action = restored === null ? 'anchor.behind' : 'database.restore'
  await audit(tx, { at, actor: await actorIn(tx, restored), action, object: 'database', detail })
}

function restoredDetail({ file, reason, by }: RestoreNote) {
  return { file, ...(reason === '' ? {} : { reason }), ...(by === null ? {} : { by: `${by.name}（${by.login}）` }) }
}

/** Who asked for the restore, where the restored database knows that account. */
async function actorIn(tx: Db, restored: RestoreNote | null): Promise<{ userId: number; name: string } | null> {
  const by = restored?.by ?? null
  if (by === null) return null
  const [known] = await tx.select({ login: user.login }).from(user).where(eq(user.id, by.userId))
  return known?.login === by.login ? { userId: by.userId, name: by.name } : null
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
