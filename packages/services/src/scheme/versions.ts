import type { SchemeVersion } from '@cg/contract/scheme'
import { changeProposal, release, schemeVersion, user } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { parsePeriod, yearOf } from '@cg/domain/period'
import { and, eq, isNotNull } from 'drizzle-orm'
import type { Actor } from '../context.ts'
import { loadNames } from '../entry/form/names.ts'
import type { Names } from '../entry/form/names.ts'
import { ServiceError, notFound } from '../errors.ts'
import { hasCityRole, requireCityRole } from '../permission.ts'
import { isAnythingPublished } from '../proposal.ts'
import { waitingOn, waits } from '../proposed/propose.ts'

export type SchemeRow = typeof schemeVersion.$inferSelect

/** The city's office: reviewers and publishers of the whole city; a department's reviewer does not set the rules. */
export function isOffice(actor: Actor): boolean {
  return hasCityRole(actor, 'reviewer', 'publisher')
}

export function requireOffice(actor: Actor): void {
  requireCityRole(actor, 'reviewer', 'publisher')
}

export async function loadVersion(db: Db, id: number): Promise<SchemeRow> {
  const [row] = await db.select().from(schemeVersion).where(eq(schemeVersion.id, id))
  if (row === undefined) throw notFound('这个计分方案')
  return row
}

/** For writing a draft: no proposal to adopt it waits, it was not adopted, and it is what the caller has seen. */
export async function requireDraft(db: Db, row: SchemeRow, editVersion: number): Promise<void> {
  if (row.state !== 'draft' && row.state !== 'tried') {
    throw new ServiceError('conflict', `《${row.name}》第${row.version}版已采用或停用，不能再改。请复制为新的草稿。`, {
      reason: 'scheme.frozen',
    })
  }
  requireSeen(row, editVersion)
  const waiting = await waitingOn(db, 'scheme', String(row.id))
  if (waiting !== null) throw waits(waiting)
}

export function requireSeen(row: SchemeRow, editVersion: number): void {
  if (row.editVersion === editVersion) return
  throw new ServiceError(
    'stale',
    `《${row.name}》第${row.version}版在您打开之后有人改过。请刷新页面，看过最新内容后再操作。`,
    {
      reason: 'scheme.changed',
      current: { editVersion: row.editVersion, yours: editVersion },
    },
  )
}

/** What all versions are judged by: who is who, which releases used which, and how far scoring is settled. */
export type Surroundings = {
  readonly names: Names
  readonly releases: ReadonlyMap<number, readonly string[]>
  /** The last year with a published score. */
  readonly lockedThrough: number | null
  /** Nothing is published yet: one person adopts alone. */
  readonly isAlone: boolean
  /** Versions that a proposal waits for, with its number. */
  readonly waiting: ReadonlyMap<number, number>
}

export async function loadSurroundings(db: Db): Promise<Surroundings> {
  const people = await db.select({ id: user.id }).from(user)
  const used = await db
    .select({ code: release.code, scheme: release.schemeVersionId, period: release.period })
    .from(release)
    .where(and(eq(release.state, 'published'), isNotNull(release.schemeVersionId)))
  const releases = new Map<number, string[]>()
  for (const { code, scheme } of used) {
    if (code !== null && scheme !== null) releases.set(scheme, [...(releases.get(scheme) ?? []), code])
  }
  const proposed = await db
    .select({ id: changeProposal.id, object: changeProposal.object })
    .from(changeProposal)
    .where(and(eq(changeProposal.kind, 'scheme'), eq(changeProposal.state, 'proposed')))
  const years = used.map(({ period }) => yearOf(parsePeriod(period)))
  return {
    names: await loadNames(
      db,
      people.map((one) => one.id),
    ),
    releases,
    lockedThrough: years.length === 0 ? null : Math.max(...years),
    isAlone: !(await isAnythingPublished(db)),
    waiting: new Map(proposed.map(({ id, object }) => [Number(object), id])),
  }
}

/** A version as the actor sees it, with what the actor may do. */
export function describeVersion(actor: Actor, row: SchemeRow, around: Surroundings): SchemeVersion {
  const nameOf = (id: number | null, at: string | null) => (id === null ? null : around.names(id, at))
  const isOpen = row.state === 'draft' || row.state === 'tried'
  const isWaiting = around.waiting.has(row.id)
  const obstacle = isOpen ? adoptionObstacle(actor, row, around) : null
  return {
    id: row.id,
    code: row.schemeCode,
    version: row.version,
    year: row.year,
    name: row.name,
    note: row.note,
    state: row.state,
    hash: row.contentHash,
    editVersion: row.editVersion,
    createdBy: nameOf(row.createdBy, row.createdAt),
    createdAt: row.createdAt,
    editedBy: nameOf(row.editedBy, row.editedAt),
    editedAt: row.editedAt,
    adoptedBy: nameOf(row.adoptedBy, row.adoptedAt),
    adoptedAt: row.adoptedAt,
    approval: row.approval,
    releases: [...(around.releases.get(row.id) ?? [])].sort(),
    isDemo: row.isDemo,
    may: {
      edit: isOpen && !isWaiting && isOffice(actor),
      try: isOffice(actor) && row.state !== 'retired',
      adopt: isOpen && obstacle === null && around.isAlone,
      propose: isOpen && obstacle === null && !around.isAlone,
      retire: isOpen && !isWaiting && isOffice(actor),
      notAdopt: obstacle?.words ?? null,
    },
  }
}

export type Obstacle = { readonly reason: string; readonly words: string }

/**
 * Why this person can neither adopt this version nor propose it (I7, decision 18): the first thing that stands in the way.
 * Before the first release a publisher adopts alone; after it who edited it proposes, and another publisher confirms.
 */
export function adoptionObstacle(actor: Actor, row: SchemeRow, around: Surroundings): Obstacle | null {
  const { lockedThrough, isAlone, waiting, names } = around
  const stands = standingObstacle(row, lockedThrough)
  if (stands !== null) return stands
  const number = waiting.get(row.id)
  if (number !== undefined) {
    return { reason: 'proposal.waits', words: `已提请采用（第 ${number} 号），等待另一位发布人确认。` }
  }
  if (isAlone) {
    return hasCityRole(actor, 'publisher')
      ? null
      : { reason: 'scheme.publisher', words: '首次发布之前，采用方案由发布人办理。' }
  }
  if (row.editedBy === actor.userId) return null
  const editor = names(row.editedBy, row.editedAt)
  return {
    reason: 'scheme.not_editor',
    words: `这一版由${editor}最后修改，由其提请采用，再由另一位发布人确认。`,
  }
}

/** What stands in the way of anybody. */
export function standingObstacle(row: SchemeRow, lockedThrough: number | null): Obstacle | null {
  if (row.editedBy === null) {
    return { reason: 'scheme.no_editor', words: '随系统安装的方案须先复制为草稿，试算后再采用。' }
  }
  if (row.state !== 'tried') {
    return { reason: 'scheme.not_tried', words: '改动之后还没有试算。请先试算并看过结果，再采用。' }
  }
  if (lockedThrough !== null && row.year <= lockedThrough) {
    return {
      reason: 'scheme.year_locked',
      words: `${lockedThrough}年已有按方案计分的正式发布，该年及以前的计分办法不能再变。请把年度改为${lockedThrough + 1}年或以后。`,
    }
  }
  return null
}
