import type { StatementBoard, StatementEntry, StatementWords } from '@cg/contract/statement'
import { statementTextLimits } from '@cg/contract/statement'
import { statement, statementStep } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { quotientRules } from '@cg/domain/figure/compute'
import { directionControlProblem } from '@cg/domain/number/direction-control'
import { formatPeriod, formatProse } from '@cg/domain/number/number-format'
import { readNumber } from '@cg/domain/number/number-text'
import { parsePeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { beginsAnew, expectationFault, mostQuartersAhead, statesUnderWay } from '@cg/domain/target/statement'
import type { ExpectationFault } from '@cg/domain/target/statement'
import { and, eq, inArray } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { ServiceError, invalid, notFound } from '../errors.ts'
import { forbidden, hasCityRole, requireRole } from '../permission.ts'
import { canBeNegative } from '../release/stored/basis.ts'
import type { BasisIndicator, BasisUnit } from '../release/stored/basis.ts'
import type { Lapse } from '../release/compute/lapses.ts'
import { statementBoard } from './board.ts'
import { offeredOn, rightsTo } from './offer.ts'
import { loadStanding } from './wanted.ts'
import type { StandingQuarter } from './wanted.ts'

/**
 * States cause, measures and expectation of a late or missing figure, for the department that leads its indicator. Errors:
 * another's indicator, a figure that is neither late nor missing, one stated already, words or numbers that cannot be.
 */
export async function writeStatement(ctx: Context, entry: StatementEntry): Promise<StatementBoard> {
  requireRole(ctx.actor, 'filler')
  const standing = await ctx.store.read((db) => loadStanding(db, parsePeriod(entry.period), ctx.now()))
  await storeStatement(ctx, standing, entry)
  return ctx.store.read((db) => statementBoard(ctx, db, standing))
}

/** The same for a quarter whose standing is known; many statements of one quarter compute it once. Answers the number. */
export async function storeStatement(
  ctx: Context,
  standing: StandingQuarter,
  { isDemo = false, ...entry }: Omit<StatementEntry, 'period'> & { isDemo?: boolean },
): Promise<number> {
  requireRole(ctx.actor, 'filler')
  return ctx.store.write('statement.submit', async (tx) => {
    const indicator = requireLead(ctx, standing, entry.indicator)
    const place = { standing, indicator, unit: requireUnit(standing, entry.unit) }
    const values = checked(place, entry)
    await requireNone(tx, place)
    const at = ctx.now().toISOString()
    const [row] = await tx
      .insert(statement)
      .values({
        ...values,
        period: standing.basis.period,
        indicatorCode: indicator.code,
        unitCode: place.unit.code,
        departmentCode: indicator.leadDepartment,
        state: 'submitted',
        writtenBy: ctx.actor.userId,
        writtenAt: at,
        isDemo,
      })
      .returning()
    if (row === undefined) throw new Error('the statement was not stored')
    await leaveTrace(ctx, tx, { row, action: 'submit', note: '', more: textsOf(values) })
    return row.id
  })
}

/** Sends a returned statement again, changed. Errors: not returned, changed meanwhile, the figure is not late any more. */
export async function resendStatement(
  ctx: Context,
  { id, version, ...words }: StatementWords & { id: number; version: number },
): Promise<StatementBoard> {
  requireRole(ctx.actor, 'filler')
  const period = await ctx.store.read(async (db) => (await loadFor(ctx, db, id, 'writes')).period)
  const standing = await ctx.store.read((db) => loadStanding(db, parsePeriod(period), ctx.now()))
  return ctx.store.write('statement.submit', async (tx) => {
    const row = await loadFor(ctx, tx, id, 'writes')
    requireFresh(row, version)
    if (!offeredOn(ctx.actor, row).includes('submit')) throw notNow(row.state)
    const indicator = requireLead(ctx, standing, row.indicatorCode)
    const values = checked({ standing, indicator, unit: requireUnit(standing, row.unitCode) }, words)
    const next = {
      ...values,
      departmentCode: indicator.leadDepartment,
      state: 'submitted' as const,
      version: version + 1,
      writtenBy: ctx.actor.userId,
      writtenAt: ctx.now().toISOString(),
    }
    await tx.update(statement).set(next).where(eq(statement.id, id))
    await leaveTrace(ctx, tx, { row, action: 'submit', note: '', more: textsOf(values) })
    return statementBoard(ctx, tx, standing)
  })
}

type Place = { readonly standing: StandingQuarter; readonly indicator: BasisIndicator; readonly unit: BasisUnit }

/** What is no indicator is nobody's to write on: the refusal does not say which there are. */
function requireLead({ actor }: Context, { basis }: StandingQuarter, code: string): BasisIndicator {
  const indicator = basis.indicators.find((one) => one.code === code)
  if (indicator === undefined || !rightsTo(actor, indicator.leadDepartment).writes) throw forbidden('filler')
  return indicator
}

function requireUnit({ basis }: StandingQuarter, code: string): BasisUnit {
  const unit = basis.units.find((one) => one.code === code)
  if (unit !== undefined) return unit
  throw invalid(`没有代码为 ${code} 的单位。请从列表中选择。`, { reason: 'statement.unknown_unit' })
}

type Values = Pick<typeof statement.$inferInsert, 'kind' | 'cause' | 'measures' | 'until' | 'value'>

function checked(place: Place, words: StatementWords): Values {
  const lapse = requireLapse(place)
  const cause = readText('原因', words.cause)
  const measures = readText('措施', words.measures)
  const until = parsePeriod(words.until)
  const value = readExpected(place.indicator, words.value)
  const { indicator, standing } = place
  const fault = expectationFault(
    { lapse: lapse.kind, period: standing.basis.period, until, value },
    {
      value: lapse.value,
      direction: indicator.direction,
      decimals: indicator.decimals,
      mayBeNegative: canBeNegative(standing.basis, indicator),
      isProportion: quotientRules(indicator).proportion,
      isFlow: beginsAnew(indicator.periodKind),
    },
  )
  if (fault !== null) throw invalid(faultWords[fault](place, lapse, until), { reason: `statement.${fault}` })
  return { kind: lapse.kind, cause, measures, until, value }
}

function requireLapse({ standing: { basis, lapses }, indicator, unit }: Place): Lapse {
  const [i, at] = [basis.indicators.indexOf(indicator), basis.units.indexOf(unit)]
  const lapse = lapses.find((one) => one.i === i && one.unit === at)
  if (lapse !== undefined) return lapse
  throw new ServiceError(
    'conflict',
    `${unit.shortName}${formatPeriod(basis.period)}的“${indicator.name}”按现有数据没有滞后，也没有逾期未报，不需要说明。`,
    { reason: 'statement.not_wanted' },
  )
}

/** A text on one line, long enough to say something. */
function readText(name: '原因' | '措施', text: string): string {
  const words = text.replaceAll(/\s+/gu, ' ').trim()
  const field = name === '原因' ? 'cause' : 'measures'
  const turned = directionControlProblem(words)
  if (turned !== null) throw invalid(`“${name}”${turned}。`, { reason: `statement.${field}_turned` })
  const { least } = statementTextLimits
  if (words.length >= least) return words
  const found = words === '' ? '还没有填写' : `只有${words.length}个字`
  throw invalid(`“${name}”${found}，至少写${least}个字，说清楚具体情况。`, { reason: `statement.${field}_short` })
}

/** 预计值 in the indicator's unit; null: none. */
function readExpected({ unit, decimals }: BasisIndicator, text: string): number | null {
  if (text.trim() === '') return null
  const reading = readNumber(text, { unit, decimals, allowNegative: true })
  if (!reading.ok) throw invalid(`预计值：${reading.reason}。`, { reason: 'statement.value_unread' })
  if (reading.value === null) throw invalid(`预计值“${text.trim()}”不是数字。`, { reason: 'statement.value_unread' })
  return reading.value
}

type FaultWords = (place: Place, lapse: Lapse, until: Period) => string

const faultWords: Readonly<Record<ExpectationFault, FaultWords>> = {
  until_not_later: ({ standing }, _lapse, until) =>
    `预计时间${formatPeriod(until)}不晚于本期${formatPeriod(standing.basis.period)}。请选择以后的季度。`,
  until_too_far: (_place, _lapse, until) =>
    `预计时间${formatPeriod(until)}过远，至多${mostQuartersAhead}个季度以后。请选择较近的季度，并写明分步措施。`,
  value_missing: ({ indicator }) => `请填写预计值：到预计时间“${indicator.name}”能达到多少。`,
  value_negative: ({ indicator }) => `“${indicator.name}”不会小于0，请核对预计值。`,
  value_above_whole: ({ indicator }) => `“${indicator.name}”至多100%，请核对预计值。`,
  value_no_better: ({ indicator }, lapse) =>
    `预计值没有好于本期数值${lapse.value === null ? '' : formatProse(lapse.value, indicator)}。请核对预计值。`,
}

async function requireNone(tx: Db, { standing, indicator, unit }: Place): Promise<void> {
  const [same] = await tx
    .select({ id: statement.id })
    .from(statement)
    .where(
      and(
        eq(statement.period, standing.basis.period),
        eq(statement.indicatorCode, indicator.code),
        eq(statement.unitCode, unit.code),
        inArray(statement.state, [...statesUnderWay]),
      ),
    )
  if (same === undefined) return
  throw new ServiceError('conflict', `${unit.shortName}的“${indicator.name}”已有说明，不要重复报送。请刷新页面查看。`, {
    reason: 'statement.twice',
  })
}

type Stored = typeof statement.$inferSelect

/** The statement, for those who write for its department or decide there; others learn not even whether it exists. */
export async function loadFor({ actor }: Context, db: Db, id: number, right: 'writes' | 'decides'): Promise<Stored> {
  const [row] = await db.select().from(statement).where(eq(statement.id, id))
  if (row !== undefined && rightsTo(actor, row.departmentCode)[right]) return row
  if (row === undefined && right === 'decides' && hasCityRole(actor, 'reviewer')) throw notFound('这条滞后说明')
  throw forbidden(right === 'writes' ? 'filler' : 'reviewer')
}

export function requireFresh({ version: now }: { version: number }, seen: number): void {
  if (now === seen) return
  throw new ServiceError('stale', '这条说明刚被他人处理。请刷新页面，核对后再办理。', { reason: 'statement.changed' })
}

export function notNow(state: string): ServiceError {
  return new ServiceError('conflict', '这条说明现在的状态不能这样办理。请刷新页面查看。', {
    reason: `statement.not_now.${state}`,
  })
}

function textsOf({ cause, measures, until, value }: Values): Record<string, unknown> {
  return { cause, measures, until, ...(value === null || value === undefined ? {} : { value }) }
}

type Trace = {
  readonly row: Pick<Stored, 'id' | 'period' | 'indicatorCode' | 'unitCode'>
  readonly action: (typeof statementStep.$inferInsert)['action']
  readonly note: string
  readonly more: Record<string, unknown>
}

/** The step beside the statement and the line in the audit trail. */
export async function leaveTrace(ctx: Context, tx: Db, { row, action, note, more }: Trace): Promise<void> {
  const at = ctx.now().toISOString()
  await tx.insert(statementStep).values({ statementId: row.id, action, note, actorId: ctx.actor.userId, at })
  await audit(tx, {
    at,
    actor: ctx.actor,
    action: `statement.${action}`,
    object: `statement:${row.id}`,
    detail: { period: row.period, indicator: row.indicatorCode, unit: row.unitCode, ...more },
  })
}
