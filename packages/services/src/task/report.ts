import { keyPlanUse, taskTextLimits } from '@cg/contract/task'
import type { TaskBoard, TaskDecision, TaskReportWords } from '@cg/contract/task'
import { keyTaskReport } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { dayFault } from '@cg/domain/number/date-text'
import { formatDate, formatPeriod } from '@cg/domain/number/number-format'
import { seenText } from '@cg/domain/number/seen-text'
import { parsePeriod } from '@cg/domain/period'
import type { MeasureBody } from '@cg/domain/task/plan'
import { eq } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { ServiceError, invalid, notFound } from '../errors.ts'
import { forbidden, requireRole } from '../permission.ts'
import { reckonForms } from '../register/reckon.ts'
import { offeredOn, taskBoard } from './board.ts'
import { loadKnown } from './known.ts'
import type { Known } from './known.ts'
import { rightsTo } from './rights.ts'
import { leaveStep, loadMeasure, openPeriods, requireFresh } from './rows.ts'

type Report = TaskReportWords & {
  readonly id: number
  /** Of the report that was seen; 0: there was none. */
  readonly version: number
  readonly isDemo?: boolean
}

/**
 * Reports a measure for a quarter, for the department that leads it, or again what was returned. Errors: another's
 * measure, one taken out of the plan, a quarter that is not open, words or completions that cannot be.
 */
export async function reportTask(ctx: Context, { id, version, isDemo = false, ...words }: Report): Promise<TaskBoard> {
  const { actor, now } = ctx
  requireRole(actor, 'filler')
  return ctx.store.write('task.report', async (tx) => {
    const measure = await loadMine(ctx, tx, id)
    if (measure.isDropped)
      throw new ServiceError('conflict', '这条措施已经移出实施方案，不必再报。', { reason: 'task.dropped' })
    const known = await loadKnown(tx, now())
    const rows = await tx.select().from(keyTaskReport).where(eq(keyTaskReport.measureId, id))
    const before = rows.find(({ period }) => period === words.period)
    if (before?.state === 'accepted' || before?.state === 'submitted') throw standing(before)
    if ((before?.version ?? 0) !== version) requireFresh({ id, version: before?.version ?? 0 }, version, '措施的报告')
    // What waits for a decision may count yet: it is not reported a second time.
    const reached = rows
      .filter(({ period, state }) => period !== words.period && state !== 'returned')
      .flatMap(({ completions }) => completions)
    const said = checked(known, measure.body, words, reached)
    const written = { writtenBy: actor.userId, writtenAt: now().toISOString(), state: 'submitted' as const }
    const [row] = await tx
      .insert(keyTaskReport)
      .values({ measureId: id, ...said, ...written, isDemo })
      .onConflictDoUpdate({
        target: [keyTaskReport.measureId, keyTaskReport.period],
        set: { ...said, ...written, version: version + 1 },
      })
      .returning({ id: keyTaskReport.id })
    const { period, ...kept } = said
    const report = must(row).id
    await leaveStep(ctx, tx, { reportId: report, action: 'submit', said: kept })
    await audit(tx, {
      at: written.writtenAt,
      actor,
      action: 'task.report',
      object: `key_report:${report}`,
      detail: { measure: measure.body.name, period, completions: said.completions.length },
    })
    return taskBoard(ctx, tx)
  })
}

/** What is no measure is nobody's to report on: the refusal does not say which there are. */
async function loadMine({ actor }: Context, tx: Db, id: number): ReturnType<typeof loadMeasure> {
  const measure = await loadMeasure(tx, id).catch((error: unknown) => {
    throw error instanceof ServiceError && error.code === 'not_found' ? forbidden('filler') : error
  })
  if (!rightsTo(actor, measure.leadDepartment).reports) throw forbidden('filler')
  return measure
}

function standing({ period, state }: typeof keyTaskReport.$inferSelect): ServiceError {
  const quarter = formatPeriod(parsePeriod(period))
  return new ServiceError(
    'conflict',
    state === 'accepted'
      ? `${quarter}的进展已被采纳。需要更正的，请联系市产改办重新打开。`
      : `${quarter}的进展正在审核。需要更正的，请联系市产改办退回。`,
    { reason: `task.not_now.${state}` },
  )
}

type Words = Pick<Report, 'period' | 'standing' | 'progress' | 'evidence' | 'completions'>

function checked(known: Known, body: MeasureBody, words: Words, reached: Words['completions']): Words {
  const { period, standing: word, completions } = words
  const [progress, evidence] = [seenText(words.progress), seenText(words.evidence)]
  if (!openPeriods(known.period).some((one) => one === period))
    throw invalid(
      `现在报送的是${openPeriods(known.period)
        .map((one) => formatPeriod(one))
        .join('和')}的进展。`,
      {
        reason: 'task.period',
      },
    )
  const fail = (what: string, reason: string) => invalid(`${what}。`, { reason: `task.${reason}` })
  if (progress.length < taskTextLimits.least) throw fail(`进展情况至少写${taskTextLimits.least}个字`, 'progress_short')
  if ((completions.length > 0 || word === 'done') && evidence.length < taskTextLimits.least)
    throw fail(`报了节点完成，须写明佐证（至少${taskTextLimits.least}个字），如：${body.evidence}`, 'evidence_short')
  if (word === 'not_started' && completions.length > 0)
    throw fail('报了节点完成，进展就不能是“未启动”，请改为“正常推进”或“已完成”', 'not_started')
  const faults = completionFaults(known, body, completions, reached)
  if (faults.length > 0) throw fail(faults.slice(0, 8).join('；'), 'completion')
  if (word === 'done') {
    const open = body.milestones.filter((one) =>
      unitsOf(known, one).some(
        ({ code }) => ![...reached, ...completions].some((it) => it.milestone === one.code && it.unit === code),
      ),
    )
    if (open.length > 0)
      throw fail(
        `还有节点没有全部完成：${open.map(({ name }) => name).join('、')}。请报完成日期，或改选别的进展`,
        'not_done',
      )
  }
  return { period, standing: word, progress, evidence, completions }
}

const unitsOf = ({ units, city }: Known, { isByUnit }: { readonly isByUnit: boolean }) => (isByUnit ? units : [city])

function completionFaults(
  known: Known,
  { milestones }: MeasureBody,
  completions: Words['completions'],
  reached: Words['completions'],
): string[] {
  const seen = new Set(reached.map(({ milestone, unit }) => `${milestone} ${unit}`))
  return completions.flatMap(({ milestone, unit, doneOn }) => {
    const found = milestones.find(({ code }) => code === milestone)
    if (found === undefined) return [`没有编号为 ${milestone} 的节点，请刷新页面后再报`]
    const where = unitsOf(known, found).find(({ code }) => code === unit)
    if (where === undefined) return [`节点“${found.name}”没有代码为 ${unit} 的完成单位，请刷新页面后再报`]
    const key = `${milestone} ${unit}`
    if (seen.has(key)) return [`${where.name}的节点“${found.name}”已经报过完成，不要重复报`]
    seen.add(key)
    const fault = dayFault(doneOn)
    if (fault !== null) return [`${where.name}的节点“${found.name}”：${fault}`]
    return doneOn > known.today ? [`${where.name}的节点“${found.name}”：${formatDate(doneOn)}晚于今天`] : []
  })
}

type Decision = {
  readonly id: number
  readonly version: number
  readonly action: TaskDecision
  readonly note: string
}

/** Accepts or returns a report, or reopens an accepted one: its completions count no more until it is accepted again. */
export async function decideTaskReport(ctx: Context, { id, version, action, note }: Decision): Promise<TaskBoard> {
  const { actor } = ctx
  requireRole(actor, 'reviewer')
  const why = note.trim()
  return ctx.store.write([`task.${action}`, 'cells.save'], async (tx) => {
    const [row] = await tx.select().from(keyTaskReport).where(eq(keyTaskReport.id, id))
    if (row === undefined) throw notFound(`第${id}号报告`)
    const { leadDepartment, body } = await loadMeasure(tx, row.measureId)
    if (!rightsTo(actor, leadDepartment).decides) throw forbidden('reviewer')
    requireFresh(row, version, '报告')
    if (row.writtenBy === actor.userId)
      throw new ServiceError('forbidden', '这份进展由您报送，须由另一位审核人办理。', { reason: 'task.own' })
    if (!offeredOn(actor, leadDepartment, row).includes(action))
      throw new ServiceError('conflict', '这份进展现在的状态不能这样办理。请刷新页面查看。', {
        reason: `task.not_now.${row.state}`,
      })
    if (action !== 'accept' && why === '') throw invalid('请写明原因。', { reason: 'task.reason_missing' })
    const state = action === 'accept' ? 'accepted' : 'returned'
    await tx
      .update(keyTaskReport)
      .set({ state, version: version + 1 })
      .where(eq(keyTaskReport.id, id))
    await leaveStep(ctx, tx, { reportId: id, action, note: why })
    await audit(tx, {
      at: ctx.now().toISOString(),
      actor,
      action: `task.${action}`,
      object: `key_report:${id}`,
      detail: { measure: body.name, period: row.period, ...(why === '' ? {} : { reason: why }) },
    })
    const quarter = formatPeriod(parsePeriod(row.period))
    const what = `“${body.name}”${quarter}进展${action === 'accept' ? '采纳' : '重新打开'}`
    if (action !== 'return') await reckonForms(ctx, tx, { kind: keyPlanUse, why: what })
    return taskBoard(ctx, tx)
  })
}
