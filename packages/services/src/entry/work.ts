import type { WorkItem, WorkList } from '@cg/contract/entry'
import type { Db } from '@cg/db/store'
import { effectiveDeadline } from '@cg/domain/form/calendar'
import { isSending } from '@cg/domain/form/submission'
import { formatPeriod } from '@cg/domain/number/date-format'
import { partsKey } from '../catalogue/layer.ts'
import type { Context } from '../context.ts'
import { fillsFor, hasRole, reporting } from '../permission.ts'
import { isInside, rightOrPart } from './form/access.ts'
import type { FormRight } from './form/access.ts'
import { meaningOf } from './form/definitions.ts'
import { seenPlan } from './form/open.ts'
import type { FormPlan } from './form/plan.ts'
import { backgroundOf } from './cells/background.ts'
import { loadBoard, openPeriods, shownPeriods } from './board.ts'
import type { BoardForm } from './board.ts'
import { loadCells } from './cells/cells.ts'
import { loadGiven } from './cells/given-cells.ts'
import { explainedKeys, loadExplanations } from './check/explanations.ts'
import { evidencedIn, loadEvidence } from './evidence/list.ts'
import { blockingOf, judge, unexplainedOf } from './check/findings.ts'
import { loadMarks, openMarks } from './check/marks.ts'
import { offerTo } from './move/another.ts'
import { countOpen } from './thread/list.ts'
import { calendarOf, loadStanding, moveContext, owesLate, periodRefusal, stateOf } from './move/standing.ts'

/** What the actor owes in the open quarters (or the one asked for), and what waits for their department's check (A5). */
export async function listWork(ctx: Context, query: { period?: string | undefined }): Promise<WorkList> {
  const serverTime = ctx.now().toISOString()
  if (!hasRole(ctx.actor, ...reporting)) return { owed: [], toCheck: [], toSign: [], excused: [], serverTime }
  return ctx.store.read(async (db) => {
    const periods = query.period === undefined ? await shownPeriods(db) : [query.period]
    const open = new Set(query.period === undefined ? await openPeriods(db) : periods)
    const owed: WorkItem[] = []
    const toCheck: WorkItem[] = []
    const toSign: WorkItem[] = []
    const excused: string[] = []
    for (const period of periods) {
      if (open.has(period)) excused.push(...(await excusedSince(ctx, db, period)))
      const openThreads = await countOpen(db, period)
      const item = async (form: BoardForm) => ({
        ...(await workItem(ctx, db, form)),
        openThreads: openThreads(form.key.form, form.key.reporter),
      })
      for (const form of await myForms(ctx, db, period)) {
        const right = rightOrPart(ctx.actor, form.plan)
        if (right.ownForm && (open.has(period) || form.standing.leftOutOf !== null)) owed.push(await item(form))
        if (form.standing.leftOutOf === null && waitsFor(right, form)) toSign.push(await item(form))
        if (
          !right.ownForm &&
          right.checker &&
          form.standing.leftOutOf === null &&
          stateOf(form.standing) === 'submitted'
        )
          toCheck.push(await item(form))
      }
    }
    return { owed, toCheck, toSign, excused, serverTime }
  })
}

/** What the actor's districts had to fill up to the quarter before. */
async function excusedSince({ store, actor }: Context, db: Db, period: string): Promise<string[]> {
  const { definitions } = await meaningOf(store, db, period)
  const { excused, forms, units } = definitions
  return forms.flatMap((form) =>
    units.flatMap(({ code, shortName }) =>
      form.filledBy === 'unit' &&
      excused.get(partsKey(form.code, code)) === definitions.period &&
      fillsFor(actor, { unit: code })
        ? [`${shortName}自${formatPeriod(definitions.period)}起不用填《${form.name}》，也不算未报。`]
        : [],
    ),
  )
}

/** The forms that lie with the actor; of one that parts report, a part's own row. */
function myForms({ store, actor }: Context, db: Db, period: string): Promise<BoardForm[]> {
  const wanted = (plan: FormPlan) => isMine(rightOrPart(actor, plan))
  return loadBoard(store, db, period, wanted, (plan) => seenPlan(actor, plan))
}

function isMine(right: FormRight): boolean {
  return isInside(right) || right.checker
}

/** A form that lies with the actor inside the reporting unit. */
function waitsFor({ unitChecker, unitHead }: FormRight, { standing }: BoardForm): boolean {
  const step = standing.submission?.signOffStep ?? null
  return (step === 'check' && unitChecker) || (step === 'sign' && unitHead)
}

async function workItem(
  ctx: Context,
  db: Db,
  { key, plan, standing: board, filled, total }: BoardForm,
): Promise<Omit<WorkItem, 'openThreads'>> {
  const now = ctx.now()
  const standing = board.submission?.state === 'submitted' ? await loadStanding(db, key) : board
  const state = stateOf(standing)
  const row = standing.submission
  const calendar = calendarOf(standing)
  const explanations = await loadExplanations(db, row?.id ?? null)
  const cells = await loadCells(db, plan)
  const background = await backgroundOf(ctx.store, db, plan)
  const evidenced = evidencedIn(await loadEvidence(db, row?.id ?? null))
  const given = await loadGiven(db, plan.definitions)
  const explained = explainedKeys(explanations)
  const findings = state === 'not_started' ? [] : judge({ plan, cells, background, explained, evidenced, given })
  const right = rightOrPart(ctx.actor, plan)
  const context = moveContext(right, standing, now)
  const offer = await offerTo(db, ctx.actor, plan, { standing, context })
  const isFrozen = periodRefusal(standing, now) !== null
  return {
    period: key.period,
    form: key.form,
    formName: plan.form.name,
    reporter: key.reporter,
    reporterName: right.isPart === true ? plan.units.map((unit) => unit.shortName).join('、') : plan.reporterName,
    state,
    version: row?.version ?? 0,
    round: row?.round ?? 1,
    dueAt: effectiveDeadline(calendar),
    checkBy: standing.period.checkBy,
    isOverdue: owesLate(standing, now.toISOString()),
    isExtended: standing.extension !== null,
    filled,
    total,
    blocking: blockingOf(findings).length,
    unexplained: unexplainedOf(findings).length,
    leftOutOf: standing.leftOutOf,
    returned: state === 'returned' ? openMarks(await loadMarks(db, row?.id ?? null), row).length : 0,
    allowedActions: offer.actions.filter((action) => !isFrozen || !isSending(action)),
    submittedAt: row?.submittedAt ?? null,
    receiptNo: row?.receiptNo ?? null,
    signOffStep: row?.signOffStep ?? null,
    finalBy: row?.finalBy ?? null,
  }
}
