import type { PeriodInfo } from '@cg/contract/admin'
import { period, release, submission } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { datesProblem } from '@cg/domain/claim/period-dates'
import type { PeriodSetting, PeriodTies } from '@cg/domain/claim/period-dates'
import { readInstant } from '@cg/domain/number/date-text'
import { isPeriod, parsePeriod } from '@cg/domain/period'
import { and, count, desc, eq, inArray, isNotNull } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { audit } from '../audit.ts'
import { loadDefinitions } from '../catalogue/read.ts'
import type { Actor, Context } from '../context.ts'
import { ServiceError, invalid } from '../errors.ts'
import { requireCityRole } from '../permission.ts'
import { dueForms } from '../release/input/due-forms.ts'

/** Quarters, newest first, with how far their forms are. */
export async function listPeriods({ store, actor }: Context): Promise<{ items: PeriodInfo[] }> {
  requireCityRole(actor, 'admin', 'reviewer', 'publisher')
  return store.read(async (db) => ({ items: await loadPeriods(db) }))
}

export type PeriodInput = {
  opensAt: string
  dueAt: string
  closesAt: string
  /** Steps after the deadline; null or left out: no date. */
  checkBy?: string | null | undefined
  reviewBy?: string | null | undefined
  publishBy?: string | null | undefined
  state: 'planned' | 'open' | 'closed'
}

/** Opens a quarter, or moves its dates. A quarter that has been published stays closed unless a correction reopens it. */
export async function savePeriod(ctx: Context, code: string, input: PeriodInput): Promise<{ items: PeriodInfo[] }> {
  requireCityRole(ctx.actor, 'admin')
  if (!isPeriod(code)) throw invalid(`“${code}”不是季度代码，应写成 2026Q3 的样子。`, { reason: 'period.code' })
  const times = {
    opensAt: readTime(input.opensAt, '开放时间'),
    dueAt: readTime(input.dueAt, '截止时间'),
    closesAt: readTime(input.closesAt, '关闭时间'),
  }
  const steps = {
    checkBy: readStep(input.checkBy, '部门审核截止'),
    reviewBy: readStep(input.reviewBy, '产改办审核截止'),
    publishBy: readStep(input.publishBy, '计划发布时间'),
  }
  const problem = datesProblem({ ...times, ...steps })
  if (problem !== null) throw invalid(problem.message, { reason: problem.reason })
  const values = { ...times, ...steps, state: input.state }
  return ctx.store.write('period.save', async (tx) => {
    const [before] = await tx.select().from(period).where(eq(period.code, code))
    const [published] = await tx
      .select({ code: release.code })
      .from(release)
      .where(and(eq(release.period, code), eq(release.state, 'published')))
    if (published !== undefined && input.state === 'planned') {
      throw new ServiceError('conflict', `${code} 已发布（${published.code}），不能改回“未开放”。`, {
        reason: 'period.published',
      })
    }
    if (published !== undefined && before?.state === 'closed' && input.state === 'open') {
      throw new ServiceError(
        'conflict',
        `${code} 已发布（${published.code}）并冻结，不能重新开放。如需更正，请审核人在发布页按更正重新打开有关的格。`,
        { reason: 'period.published' },
      )
    }
    await writePeriod(tx, { at: ctx.now().toISOString(), actor: ctx.actor }, code, values)
    return { items: await loadPeriods(tx) }
  })
}

/** A quarter as it is from now on, with its line of the trail; within a transaction of the caller's, who has checked it. */
export async function writePeriod(
  tx: Db,
  { at, actor }: { readonly at: string; readonly actor: Actor },
  code: string,
  values: PeriodSetting,
): Promise<void> {
  const [before] = await tx.select().from(period).where(eq(period.code, code))
  await tx
    .insert(period)
    .values({ code, ...values })
    .onConflictDoUpdate({ target: period.code, set: values })
  const detail = { before: before ?? null, after: values }
  await audit(tx, { at, actor, action: 'period.save', object: `period:${code}`, detail })
}

function readStep(text: string | null | undefined, field: string): string | null {
  return text === null || text === undefined ? null : readTime(text, field)
}

function readTime(text: string, field: string): string {
  const time = readInstant(text)
  if (time !== null) return time
  throw invalid(`${field}“${text}”不是日历上有的时间，请重新选择（应写成 2026-10-15T10:00:00Z 的样子）。`, {
    reason: 'period.time',
  })
}

async function loadPeriods(db: Db, which?: SQL): Promise<PeriodInfo[]> {
  const periods = await db.select().from(period).where(which).orderBy(desc(period.code))
  const done = await db
    .select({ period: submission.period, accepted: count() })
    .from(submission)
    .where(inArray(submission.state, ['accepted', 'locked']))
    .groupBy(submission.period)
  const releases = await db
    .select({ period: release.period, code: release.code })
    .from(release)
    .where(and(eq(release.state, 'published'), isNotNull(release.code)))
    .orderBy(release.code)
  const due = await countForms(
    db,
    periods.map(({ code }) => code),
  )
  return periods.map((row) => ({
    ...row,
    formsAccepted: done.find((one) => one.period === row.code)?.accepted ?? 0,
    formsDue: due.get(row.code) ?? 0,
    releases: releases.flatMap((one) => (one.period === row.code && one.code !== null ? [one.code] : [])),
  }))
}

/** What hangs on each of these quarters: forms that are owed and not accepted, and its releases. */
export async function loadPeriodTies(db: Db, codes: readonly string[]): Promise<ReadonlyMap<string, PeriodTies>> {
  const infos = codes.length === 0 ? [] : await loadPeriods(db, inArray(period.code, [...codes]))
  return new Map(
    infos.map(({ code, formsDue, formsAccepted, releases }) => [
      code,
      { formsLeft: formsDue - formsAccepted, releases },
    ]),
  )
}

/** Returns owed in each quarter: its forms, its units and what it asks. */
async function countForms(db: Db, periods: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const due = new Map<string, number>()
  for (const code of periods) due.set(code, dueForms(await loadDefinitions(db, parsePeriod(code))).due.length)
  return due
}
