import type { CheckWindowFact } from '@cg/contract/appeal'
import { checkWindow, objection, orgUnit, period as periodTable, release } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { namesWords } from '@cg/domain/claim/words'
import { isWindowOpen } from '@cg/domain/form/objection'
import { formatDateTime, formatPeriod } from '@cg/domain/number/number-format'
import type { Period } from '@cg/domain/period'
import { and, desc, eq } from 'drizzle-orm'
import { loadNames } from '../entry/form/names.ts'
import { releaseOf } from '../entry/move/standing.ts'
import { ServiceError, notFound } from '../errors.ts'
import { loadCurrent } from '../release/input/load-input.ts'
import { waitingSchedule } from '../release/stored/schedule-row.ts'

export type WindowRow = typeof checkWindow.$inferSelect

/** The quarter's newest window, open or over; null: it never had one. */
export async function newestWindow(db: Db, period: string): Promise<WindowRow | null> {
  const [row] = await db
    .select()
    .from(checkWindow)
    .where(eq(checkWindow.period, period))
    .orderBy(desc(checkWindow.id))
    .limit(1)
  return row ?? null
}

/** A window as pages show it. */
export async function windowFact(db: Db, row: WindowRow | null, now: Date): Promise<CheckWindowFact | null> {
  if (row === null) return null
  const names = await loadNames(db, [row.openedBy, row.endedBy])
  return {
    id: row.id,
    version: row.version,
    openedAt: row.openedAt,
    openedBy: names(row.openedBy, row.openedAt),
    closesAt: row.closesAt,
    ended: row.endedAt === null ? null : { at: row.endedAt, by: names(row.endedBy, row.endedAt) },
    isOpen: isWindowOpen(row, now),
  }
}

export function notOpen(period: Period): ServiceError {
  return new ServiceError('conflict', `${formatPeriod(period)}现在不在核对期内。如有异议，请联系市产改办。`, {
    reason: 'appeal.not_open',
  })
}

/** Why no window can be opened now, in words; null: one can. */
export async function openingRefusal(db: Db, period: Period, now: Date): Promise<string | null> {
  const name = formatPeriod(period)
  const [calendar] = await db.select().from(periodTable).where(eq(periodTable.code, period))
  if (calendar === undefined) throw notFound(`期次 ${period}`)
  const newest = await newestWindow(db, period)
  if (newest !== null && isWindowOpen(newest, now)) return `${name}已在核对期内。`
  if (calendar.state === 'planned') return `${name}还没有开放填报。`
  const published = await releaseOf(db, period)
  if (published !== null && calendar.state !== 'open') {
    return `${name}已发布（${published}）。数字有误的，请先按更正重新打开报表，再开始核对。`
  }
  const { basis } = await loadCurrent(db, period, now.toISOString())
  if (basis.basis.forms.every(({ state }) => state === 'missing'))
    return `${name}还没有审核通过的报表，没有可以核对的数字。`
  const [preview] = await db
    .select({ id: release.id })
    .from(release)
    .where(and(eq(release.period, period), eq(release.state, 'preview')))
  const isDecided = preview !== undefined && (await waitingSchedule(db, preview.id)) !== null
  return isDecided ? `${name}已决定定时发布。请先收回定时发布，再开始核对。` : null
}

/** What of the districts' checking keeps a quarter from being published, in words; empty when nothing does. */
export async function checkObstacles(db: Db, period: string, now: Date): Promise<string[]> {
  const window = await newestWindow(db, period)
  const obstacles: string[] = []
  if (window !== null && isWindowOpen(window, now)) {
    obstacles.push(`区县核对到${formatDateTime(window.closesAt)}为止，还没有结束。可在“核对”页提前结束。`)
  }
  const waiting = await db
    .select({ unit: orgUnit.shortName })
    .from(objection)
    .innerJoin(checkWindow, eq(checkWindow.id, objection.windowId))
    .innerJoin(orgUnit, eq(orgUnit.code, objection.unitCode))
    .where(and(eq(checkWindow.period, period), eq(objection.state, 'submitted')))
    .orderBy(orgUnit.protocolOrder, orgUnit.code)
  if (waiting.length > 0) {
    const units = namesWords([...new Set(waiting.map(({ unit }) => unit))], 3, '个单位')
    obstacles.push(`有${waiting.length}条异议还没有答复（${units}）。请在“核对”页答复。`)
  }
  return obstacles
}

/** Refuses to publish what its districts are still checking or have objected to. */
export async function requireChecked(db: Db, period: string, now: Date): Promise<void> {
  const obstacles = await checkObstacles(db, period, now)
  if (obstacles.length === 0) return
  throw new ServiceError('conflict', obstacles.join(''), { reason: 'release.being_checked' })
}
