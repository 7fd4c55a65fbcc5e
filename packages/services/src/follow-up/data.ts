import { rankedKinds } from '@cg/contract/unit-kind'
import { release } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { dayInChina } from '@cg/domain/number/china-day'
import { lastCompletePeriod, parsePeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import type { FollowUpCause, FollowUpClosing } from '@cg/domain/task/follow-up'
import { desc, eq } from 'drizzle-orm'
import { loadDefinitions } from '../catalogue/read.ts'
import { loadFrozenResults } from '../release/stored/frozen-rows.ts'
import type { ResultRow } from '../release/stored/result-columns.ts'
import { loadKnown } from '../task/known.ts'
import { milestonesNow } from '../task/milestones.ts'
import type { MilestoneNow } from '../task/milestones.ts'

type Named = { readonly code: string; readonly name: string }
type LightCause = Extract<FollowUpCause, { kind: 'light' }>

/** What may be followed up, and what closes it: the newest published release, and the tasks as they stand today. */
export type FollowUpData = {
  readonly today: string
  readonly departments: readonly Named[]
  readonly units: readonly Named[]
  readonly release: { readonly code: string; readonly period: Period } | null
  /** Red lights of the newest published release, each with who leads the indicator. */
  readonly lights: readonly { readonly cause: LightCause; readonly lead: string }[]
  readonly milestones: readonly MilestoneNow[]
  /** What the newest published release says of a figure. */
  readonly figure: (indicator: string, unit: string) => Promise<{ value: number | null; light: string | null } | null>
}

/** Loads it inside the caller's transaction. */
export async function loadFollowUpData(db: Db, now: Date): Promise<FollowUpData> {
  const today = dayInChina(now)
  const { departments, units } = await loadDefinitions(db, lastCompletePeriod(today))
  const [newest] = await db
    .select({ id: release.id, code: release.code, period: release.period })
    .from(release)
    .where(eq(release.state, 'published'))
    .orderBy(desc(release.period), desc(release.sequence))
    .limit(1)
  const code = newest?.code ?? null
  const figures = newest === undefined ? [] : await judgedFigures(db, newest.id)
  return {
    today,
    departments: departments.map(({ code: key, name }) => ({ code: key, name })),
    units: units
      .filter(({ kind }) => rankedKinds.has(kind))
      .map(({ code: key, shortName }) => ({ code: key, name: shortName })),
    release: newest === undefined || code === null ? null : { code, period: parsePeriod(newest.period) },
    lights: newest === undefined || code === null ? [] : await redLights(db, figures, code, parsePeriod(newest.period)),
    milestones: await milestonesNow(db, await loadKnown(db, now)),
    async figure(indicator, unit) {
      return figures.find((row) => row.indicatorCode === indicator && row.unitCode === unit) ?? null
    },
  }
}

/** The figures of units that the release gave a light: one of a group has none, and what has none neither opens nor closes. */
async function judgedFigures(db: Db, id: number): Promise<ResultRow[]> {
  const judged: ResultRow[] = []
  for (const row of await loadFrozenResults(db, id)) if (row.light !== null) judged.push(row)
  return judged
}

async function redLights(
  db: Db,
  figures: readonly ResultRow[],
  code: string,
  period: Period,
): Promise<FollowUpData['lights']> {
  const { indicators, units } = await loadDefinitions(db, period)
  const known = new Map<string, NonNullable<ReturnType<typeof indicators.get>>>(indicators)
  const unitOf = new Map<string, (typeof units)[number]>(units.map((unit) => [unit.code, unit]))
  return figures.flatMap((row) => {
    if (row.light !== 'late') return []
    const indicator = known.get(row.indicatorCode)
    const unit = unitOf.get(row.unitCode)
    if (indicator === undefined || unit === undefined || row.value === null) return []
    const cause: LightCause = {
      kind: 'light',
      release: code,
      period,
      value: row.value,
      indicator: row.indicatorCode,
      indicatorName: indicator.name,
      unit: row.unitCode,
      unitName: unit.kind === 'city' ? '全市' : unit.shortName,
      expected: row.expected,
      measured: indicator.unit,
      decimals: indicator.decimals,
    }
    return [{ cause, lead: indicator.leadDepartment }]
  })
}

/** What closes an item by data, or why nothing does yet, in words that name what is there. */
export async function closingByData(
  cause: FollowUpCause,
  { release: newest, milestones, figure }: FollowUpData,
): Promise<{ readonly closing: FollowUpClosing } | { readonly lacks: string }> {
  if (cause.kind === 'speech' || cause.kind === 'other')
    return { lacks: `${cause.kind === 'speech' ? '讲话要求' : '其他事项'}没有对应的数，须经市产改办认定销号` }
  if (cause.kind === 'task') {
    const found = milestones.find(
      ({ measure, milestone }) => measure === cause.measure && milestone === cause.milestone,
    )
    if (found === undefined) return { lacks: '这个节点已经移出实施方案，没有数据可以销号；请认定销号或撤销' }
    return found.missing.length === 0
      ? { closing: { by: 'milestone', of: found.of } }
      : { lacks: `节点“${cause.milestoneName}”还有${found.missing.join('、')}没有完成，不能以数据销号` }
  }
  if (newest === null || newest.code === cause.release)
    return { lacks: `${cause.release}之后还没有新的发布，不能以数据销号` }
  const found = await figure(cause.indicator, cause.unit)
  if (found === null || found.light === null)
    return { lacks: `最近一次发布（${newest.code}）没有评价这个数，不能以数据销号` }
  if (found.light === 'late') return { lacks: `最近一次发布（${newest.code}）这个数仍为滞后，不能以数据销号` }
  const light = found.light === 'met' ? 'met' : 'near'
  return { closing: { by: 'figure', release: newest.code, period: newest.period, value: found.value, light } }
}
