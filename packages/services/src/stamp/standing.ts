import type { DifferenceFigure } from '@cg/contract/difference'
import { parsePreviewCode } from '@cg/contract/release/preview-code'
import type { StampAnswer } from '@cg/contract/stamp'
import { release } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { and, desc, eq, gt } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { hasCityRole } from '../permission.ts'
import { compareReleases } from '../release/publish/difference.ts'
import { textsOf } from './issued-row.ts'
import type { IssuedRow, IssuedSubject } from './issued-row.ts'

type Standing = Pick<StampAnswer, 'standing' | 'correction' | 'laterQuarter' | 'changes' | 'changesTotal'> & {
  /** A preview's contents are the office's. */
  readonly isHidden: boolean
}

/** Figures that are listed; the page of differences has all. */
const mostListed = 200

/** What of a file says where it belongs. */
type Placed = Pick<IssuedRow, 'releaseCode' | 'period' | 'format' | 'subject' | 'texts'>

/** Whether the release of a file still stands, and what of its figures a correction changed. */
export async function standingOf(db: Db, ctx: Context, row: Placed): Promise<Standing> {
  const laterQuarter = await newestAfter(db, row.period)
  const nothing = { correction: null, laterQuarter, changes: [], changesTotal: 0 }
  if (parsePreviewCode(row.releaseCode) !== null) {
    const isHidden = ctx.token !== undefined || !hasCityRole(ctx.actor, 'reviewer', 'publisher')
    return { ...nothing, standing: 'preview', isHidden }
  }
  const releases = await db
    .select({ id: release.id, code: release.code })
    .from(release)
    .where(and(eq(release.period, row.period), eq(release.state, 'published')))
    .orderBy(desc(release.sequence))
  const [current] = releases
  const own = releases.find(({ code }) => code === row.releaseCode)
  if (current === undefined || own === undefined || current.id === own.id)
    return { ...nothing, standing: 'current', isHidden: false }
  const { figures } = await compareReleases(db, own.id, current.id)
  const changes = figures.filter(isOf(row))
  return {
    standing: 'superseded',
    correction: current.code,
    laterQuarter,
    changes: changes.slice(0, mostListed),
    changesTotal: changes.length,
    isHidden: false,
  }
}

async function newestAfter(db: Db, period: string): Promise<StampAnswer['laterQuarter']> {
  const [row] = await db
    .select({ release: release.code, period: release.period })
    .from(release)
    .where(and(gt(release.period, period), eq(release.state, 'published')))
    .orderBy(desc(release.period), desc(release.sequence))
    .limit(1)
  return row === undefined || row.release === null ? null : { release: row.release, period: row.period }
}

/**
 * Whether a figure is one of those the file is about. Of a file about all of its release those that it names, where its
 * texts are known: a picture has none, so that all of them are told.
 */
function isOf(row: Placed): (figure: DifferenceFigure) => boolean {
  const { indicators, units } = JSON.parse(row.subject) as IssuedSubject
  const words = row.format === 'png' || row.format === 'zip' ? null : (textsOf(row)?.join('\n') ?? null)
  const names = (name: string): boolean => words === null || words.includes(name)
  return ({ indicator, indicatorName, unit, unitName }) =>
    (indicators === null ? names(indicatorName) : indicators.includes(indicator)) &&
    (unit === null || (units === null ? names(unitName) : units.includes(unit)))
}
