import { MapOutline } from '@cg/contract/map'
import type { MapHead, MapVersion, MapVersions } from '@cg/contract/map'
import { parseJsonAs } from '@cg/contract/parse'
import { mapVersion, mapWithdrawal, period } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import type { Period } from '@cg/domain/period'
import { parsePeriod } from '@cg/domain/period'
import { asc, eq, max } from 'drizzle-orm'
import { loadUnits, reportingUnits } from '../catalogue/read.ts'
import { loadNames } from '../entry/form/names.ts'

type Row = { readonly head: MapHead; readonly isWithdrawn: boolean }

/** All versions without their outlines, oldest first. */
export async function loadHeads(db: Db): Promise<Row[]> {
  const rows = await db
    .select({
      id: mapVersion.id,
      approvalNo: mapVersion.approvalNo,
      maker: mapVersion.maker,
      appliesFrom: mapVersion.appliesFrom,
      withdrawnAt: mapWithdrawal.at,
    })
    .from(mapVersion)
    .leftJoin(mapWithdrawal, eq(mapWithdrawal.mapId, mapVersion.id))
    .orderBy(asc(mapVersion.id))
  return rows.map(({ withdrawnAt, ...head }) => ({ head, isWithdrawn: withdrawnAt !== null }))
}

/**
 * The version that holds in a quarter: the newest of those that begin latest before it. Where that one was taken out of
 * use none holds: an older one shows districts that are no more.
 */
export function holdingIn(rows: readonly Row[], at: string): Row | undefined {
  return rows
    .filter(({ head }) => head.appliesFrom <= at)
    .toSorted(
      (left, right) => right.head.appliesFrom.localeCompare(left.head.appliesFrom) || right.head.id - left.head.id,
    )[0]
}

/** A stored outline, checked against the contract. */
export async function loadOutline(db: Db, id: number): Promise<MapOutline> {
  const [row] = await db.select({ body: mapVersion.body }).from(mapVersion).where(eq(mapVersion.id, id))
  return parseJsonAs(MapOutline, row?.body ?? '', `map_version.body of ${id}`)
}

/** What the admin's page lists. */
export async function loadVersions(db: Db): Promise<MapVersions> {
  const rows = await db.select().from(mapVersion).orderBy(asc(mapVersion.id))
  const withdrawals = new Map((await db.select().from(mapWithdrawal)).map((row) => [row.mapId, row]))
  const names = await loadNames(db, [
    ...rows.map((row) => row.takenBy),
    ...[...withdrawals.values()].map((row) => row.by),
  ])
  const [newest] = await db.select({ code: max(period.code) }).from(period)
  const now = newest?.code ?? null
  const heads = await loadHeads(db)
  const needed = now === null ? [] : await neededUnits(db, parsePeriod(now))
  const items = rows.map(({ body, takenBy, ...row }): MapVersion => {
    const drawn = new Set(parseJsonAs(MapOutline, body, `map_version.body of ${row.id}`).units.map((unit) => unit.code))
    const gone = withdrawals.get(row.id)
    const holder = holdingIn(heads, row.appliesFrom)
    const isNewest = now !== null && holdingIn(heads, now)?.head.id === row.id
    return {
      id: row.id,
      approvalNo: row.approvalNo,
      maker: row.maker,
      appliesFrom: row.appliesFrom,
      fileName: row.fileName,
      fileHash: row.fileHash,
      takenAt: row.takenAt,
      takenBy: names(takenBy, row.takenAt),
      units: drawn.size,
      withdrawn: gone === undefined ? null : { by: names(gone.by, gone.at), at: gone.at, reason: gone.reason },
      replacedBy: holder === undefined || holder.head.id === row.id ? null : holder.head.id,
      lacks:
        isNewest && gone === undefined ? needed.filter((unit) => !drawn.has(unit.code)).map((unit) => unit.name) : [],
    }
  })
  return { items: items.toReversed(), period: now }
}

async function neededUnits(db: Db, at: Period): Promise<{ code: string; name: string }[]> {
  const units = reportingUnits(await loadUnits(db, at)).filter((unit) => unit.countsInParent)
  return units.map(({ code, shortName }) => ({ code, name: shortName }))
}
