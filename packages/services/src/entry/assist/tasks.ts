import type { AssistTask } from '@cg/contract/assist'
import type { Supply } from '@cg/contract/assist-fact'
import type { Assisting } from '@cg/contract/catalogue-duty'
import type { Db } from '@cg/db/store'
import { effectiveDeadline } from '@cg/domain/form/calendar'
import { cellKey } from '@cg/domain/form/form-cell'
import { must } from '@cg/domain/must'
import type { Context } from '../../context.ts'
import { fillsFor, hasRoleFor, reporting } from '../../permission.ts'
import { loadBoard } from '../board.ts'
import type { BoardForm } from '../board.ts'
import { loadCells } from '../cells/cells.ts'
import { cellAt } from '../form/plan.ts'
import { calendarOf, isShown, periodRefusal, stateOf } from '../move/standing.ts'
import { loadSupplies } from './supplies.ts'

/** One item in which a department helps, with the forms that ask for it. */
export type Assist = { readonly item: string; readonly asked: Assisting; readonly boards: readonly BoardForm[] }

/** What departments help with in a quarter, of the forms that are wanted. */
export async function loadAssists(
  ctx: Context,
  db: Db,
  period: string,
  wanted: (asked: Assisting) => boolean,
): Promise<Assist[]> {
  const board = await loadBoard(ctx.store, db, period, ({ items, definitions }) =>
    items.some((item) => definitions.duties.get(item)?.assisting.some(wanted) === true),
  )
  return assistsIn(board, wanted)
}

/** The same of forms that are at hand. */
export function assistsIn(board: readonly BoardForm[], wanted: (asked: Assisting) => boolean = () => true): Assist[] {
  const [first] = board
  if (first === undefined) return []
  return [...first.plan.definitions.duties].flatMap(([item, { assisting }]) => {
    const boards = board.filter(({ plan }) => plan.items.some((one) => one === item))
    return boards.length === 0 ? [] : assisting.filter(wanted).map((asked) => ({ item, asked, boards }))
  })
}

/** The assists of the actor's own departments in a quarter, as the page shows them. */
export async function tasksOf(ctx: Context, db: Db, period: string): Promise<AssistTask[]> {
  const isMine = ({ department }: Assisting) => hasRoleFor(ctx.actor, { department }, ...reporting)
  const assists = await loadAssists(ctx, db, period, isMine)
  const [first] = assists
  if (first === undefined) return []
  const { definitions } = must(first.boards[0]).plan
  const given = await loadSupplies(
    db,
    definitions,
    assists.map(({ item }) => item),
  )
  const tasks: AssistTask[] = []
  for (const assist of assists) {
    const own = given.filter((one) => one.item === assist.item && one.department === assist.asked.department)
    tasks.push(await taskOf(ctx, db, assist, own))
  }
  return tasks
}

async function taskOf(ctx: Context, db: Db, assist: Assist, given: Supply[]): Promise<AssistTask> {
  const { asked, boards } = assist
  const { plan, key } = must(boards[0])
  const { definitions, form } = plan
  const item = must(plan.rows.find((row) => row.item.code === assist.item)).item
  const nameOf = (code: string) => definitions.departments.find((one) => one.code === code)?.name ?? code
  const closedReason = closedFor(assist, ctx.now())
  return {
    period: key.period,
    item: item.code,
    itemName: item.name,
    unit: item.unit,
    decimals: item.decimals,
    definition: item.definition,
    department: asked.department,
    departmentName: nameOf(asked.department),
    supplies: asked.supplies,
    formName: form.name,
    responsible: nameOf(form.department),
    dueAt: dueOf(assist),
    forms: boards.length,
    sent: boards.filter(({ standing }) => isShown(stateOf(standing))).length,
    mayGive: closedReason === null && fillsFor(ctx.actor, { department: asked.department }),
    closedReason,
    units: unitsOf(assist).map(({ code, name }) => ({ code, name })),
    figures: await figuresOf(db, assist),
    given,
  }
}

/** By when the first of the forms is to be sent: what helps it is wanted before. */
export function dueOf({ boards }: Assist): string {
  const dates = boards.map(({ standing }) => effectiveDeadline(calendarOf(standing)))
  return must(dates.toSorted((left, right) => Date.parse(left) - Date.parse(right))[0])
}

/** Why nothing is taken any more; null while one of the forms may still change. */
export function closedFor({ boards }: Assist, now: Date): string | null {
  const left = boards.filter(({ standing }) => !['accepted', 'locked'].includes(stateOf(standing)))
  const [first] = left
  if (first === undefined) return `《${must(boards[0]).plan.form.name}》已审核通过，不再需要提供材料。`
  const refusals = left.map(({ standing }) => periodRefusal(standing, now))
  return refusals.includes(null) ? null : must(refusals[0])
}

/** The units whose figures are asked for, without the city's own column. */
export function unitsOf({ boards }: Assist): BoardForm['plan']['units'] {
  const all = boards.flatMap(({ plan }) => plan.units.filter(({ kind }) => kind !== 'city'))
  return all.filter(({ code }, at) => all.findIndex((one) => one.code === code) === at)
}

/** Figures of the item in the forms that were sent; drafts are their reporter's own. */
async function figuresOf(db: Db, { item, boards }: Assist): Promise<AssistTask['figures']> {
  const found: AssistTask['figures'] = []
  for (const { plan, standing } of boards) {
    const row = plan.rows.find((one) => one.item.code === item && one.breakdown === '')
    if (row === undefined || !isShown(stateOf(standing))) continue
    const cells = await loadCells(db, plan)
    for (const unit of plan.units) {
      const place = cellAt(row, unit)
      if (!plan.places.has(cellKey(place))) continue
      const cell = cells.get(cellKey(place))
      found.push({ unit: unit.name, state: cell?.state ?? 'not_reported', value: cell?.value ?? null })
    }
  }
  return found
}
