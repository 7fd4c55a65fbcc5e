import type { FormDetail } from '@cg/contract/entry'
import type { Db } from '@cg/db/store'
import { cellKey } from '@cg/domain/form/form-cell'
import { isCellOpen } from '@cg/domain/form/calendar'
import { transition } from '@cg/domain/form/submission'
import type { Actor, Context } from '../../context.ts'
import { reads as readsRegister } from '../../register/rights.ts'
import type { FormKey } from './access.ts'
import { backgroundOf } from '../cells/background.ts'
import { loadCells } from '../cells/cells.ts'
import { countedCells, isApart } from '../cells/fed-cells.ts'
import { isGiven, loadGiven } from '../cells/given-cells.ts'
import { loadSupplies } from '../assist/supplies.ts'
import { loadInsideMarks, toInsideMark } from '../check/inside-marks.ts'
import { openedBy } from '../cells/part-sums.ts'
import { isSum } from './plan.ts'
import { evidencedIn, loadEvidence, toEvidence } from '../evidence/list.ts'
import { explainedKeys, loadExplanations, loadRemembered, toExplanation } from '../check/explanations.ts'
import { cellHistory, formHead, formRows, formUnits, gridColumns, rateFacts, referenceRows } from './form-facts.ts'
import { judge } from '../check/findings.ts'
import { loadMarks, markedCell, openMarks, toReturnMark } from '../check/marks.ts'
import { loadNames } from './names.ts'
import { openRows } from './open.ts'
import type { OpenedForm } from './open.ts'
import { loadStanding, moveContext, periodRefusal, requireFigures, stateOf } from '../move/standing.ts'
import type { Standing } from '../move/standing.ts'
import { describeUpload } from '../upload/undo-upload.ts'
import { offerTo } from '../move/another.ts'
import { loadEvents } from '../move/events.ts'
import { submissionFact } from '../move/submission-fact.ts'

/** A whole form with everything its screen shows. */
export async function readForm(ctx: Context, key: FormKey): Promise<FormDetail> {
  return ctx.store.read(async (db) => {
    const opened = await openRows(ctx, db, key, 'read')
    const standing = await loadStanding(db, key)
    requireFigures(opened.right, standing)
    return formDetail(ctx, db, opened, standing)
  })
}

/** The reply for a form whose rights have been checked. */
export async function formDetail(ctx: Context, db: Db, opened: OpenedForm, standing: Standing): Promise<FormDetail> {
  const { plan, whole, right } = opened
  const id = standing.submission?.id ?? null
  const now = ctx.now()
  const cells = await loadCells(db, plan)
  const background = await backgroundOf(ctx.store, db, plan)
  // Of other towns' rows a town learns nothing, not by what was said of them either.
  const shown = <R extends Parameters<typeof markedCell>[0]>(all: readonly R[]) =>
    right.isPart === true ? all.filter((one) => plan.places.has(cellKey(markedCell(one)))) : all
  const explanations = shown(await loadExplanations(db, id))
  const remembered = shown(await loadRemembered(db, opened.key, plan.definitions.period))
  const marks = shown(await loadMarks(db, id))
  const evidence = shown(await loadEvidence(db, id))
  const supplies = right.isPart === true ? [] : await suppliesTo(db, plan)
  const events = await loadEvents(db, id)
  const insideMarks = shown(await loadInsideMarks(db, id, events))
  const names = await loadNames(db, [
    ...[...cells.values()].map((row) => row.updatedBy),
    ...[...explanations, ...remembered].flatMap((row) => [row.authorId, row.verdictBy]),
    ...[...marks, ...insideMarks].map((mark) => mark.authorId),
    ...evidence.map((row) => row.addedBy),
    ...events.map((event) => event.actorId),
    ...peopleIn(standing),
  ])
  const explained = explainedKeys(explanations)
  const offer = await offerTo(db, ctx.actor, plan, { standing, context: moveContext(right, standing, now) })
  const isOpen = openness(opened, standing, now)
  const given = await loadGiven(db, plan.definitions)
  const marked = openedBy(whole, openMarks(await loadMarks(db, id), standing.submission))
  return {
    head: formHead(plan),
    submission: submissionFact({ offer, right, standing, events, names, now }),
    units: formUnits(plan),
    rows: formRows(plan),
    cells: gridColumns({
      plan,
      cells,
      figures: background,
      names,
      isOpen: (place) =>
        isOpen && !isGiven(plan, given, place) && !isSum(plan, place) && isCellOpen(stateOf(standing), place, marked),
    }),
    history: cellHistory(plan, background),
    references: referenceRows(plan, background),
    rates: rateFacts(plan.rates),
    axes: plan.definitions.guide.axes.map(({ code, name }) => ({ code, name })),
    rules: rulesOf(opened),
    findings: judge({ plan, cells, background, explained, evidenced: evidencedIn(evidence), given }),
    explanations: explanations.map((row) => toExplanation(row, names)),
    remembered: remembered.map((row) => ({ ...toExplanation(row, names), period: row.period })),
    scored: plan.items.filter((item) => given.scored.has(item)),
    fed: await fedFacts(ctx.actor, db, plan),
    lastUpload: isOpen ? await describeUpload(db, plan, { submissionId: id, cells }) : null,
    returnMarks: marks.map((mark) => toReturnMark(mark, names)),
    insideMarks: insideMarks.map((row) => toInsideMark(row, names)),
    evidence: evidence.map((row) => toEvidence(row, names)),
    supplies,
    serverTime: now.toISOString(),
  }
}

/** The cells that registers and the key tasks fill, with what these amount to. */
async function fedFacts(actor: Actor, db: Db, plan: OpenedForm['plan']): Promise<FormDetail['fed']> {
  return (await countedCells(db, plan)).map((one) => ({
    item: one.place.item,
    unit: one.place.unit,
    ...(typeof one.by === 'string'
      ? { kind: null, name: '重点任务', mayRead: true }
      : { kind: one.by.kind.code, name: one.by.kind.name, mayRead: readsRegister(actor, one.by.kind.department) }),
    records: one.records,
    isApart: isApart(one),
  }))
}

/** Who sent and accepted the form, and who gave it more time. */
function peopleIn({ submission, extension, supplement }: Standing): (number | null)[] {
  const given = [extension?.grantedBy, supplement?.grantedBy]
  return [submission?.submittedBy, submission?.acceptedBy, ...given].map((one) => one ?? null)
}

/** What assisting departments supplied to the form's items: to all units, or to one of its own. */
async function suppliesTo(db: Db, { definitions, items, units }: OpenedForm['plan']): Promise<FormDetail['supplies']> {
  const all = await loadSupplies(db, definitions, items)
  return all.filter((one) => one.unit === null || units.some(({ code }) => code === one.unit))
}

/** Whether this actor may save anything at all now. */
function openness({ right }: OpenedForm, standing: Standing, now: Date): boolean {
  return (
    periodRefusal(standing, now) === null && transition(stateOf(standing), 'save', moveContext(right, standing, now)).ok
  )
}

/** The rules that run on this form; those that do not run yet are listed with the catalogue, not here. */
function rulesOf({ plan }: OpenedForm): FormDetail['rules'] {
  return plan.rules.map((rule) => rule.definition)
}
