import { parsePeriod } from '@cg/domain/period'
import { must } from '@cg/domain/must'
import { openPeriods } from '../entry/board.ts'
import { askedKey, askedSince } from '../entry/assist/asked.ts'
import { loadSupplies } from '../entry/assist/supplies.ts'
import { dueOf, loadAssists } from '../entry/assist/tasks.ts'
import type { Assist } from '../entry/assist/tasks.ts'
import { isShown, periodRefusal, stateOf } from '../entry/move/standing.ts'
import { fillsFor, hasRole } from '../permission.ts'
import { fillLink } from './form-steps.ts'
import type { Asking, Message } from './message.ts'

/**
 * 协助: to fillers of a department that is asked to supply something, until it has or the forms are sent; to fillers of
 * the form what came from others.
 */
export async function assistMessages(asking: Asking): Promise<Message[]> {
  const { ctx, db } = asking
  if (!hasRole(ctx.actor, 'filler')) return []
  const found: Message[] = []
  for (const period of await openPeriods(db)) {
    const assists = await loadAssists(ctx, db, period, () => true)
    const [first] = assists
    if (first === undefined) continue
    const { definitions } = must(first.boards[0]).plan
    const supplies = await loadSupplies(db, definitions, [...new Set(assists.map(({ item }) => item))])
    const since = await askedSince(db, definitions.period)
    for (const assist of assists) {
      const { department } = assist.asked
      const given = supplies.filter((one) => one.item === assist.item && one.department === department)
      if (given.length === 0) found.push(...wanted(asking, assist, since))
      found.push(...given.flatMap((one) => came(asking, assist, one)))
    }
  }
  return found
}

function wanted({ ctx, now }: Asking, assist: Assist, since: ReadonlyMap<string, string>): Message[] {
  const { item, asked, boards } = assist
  const { department, supplies } = asked
  const open = boards.filter(
    ({ standing }) => !isShown(stateOf(standing)) && periodRefusal(standing, new Date(now)) === null,
  )
  const [first] = open
  if (!fillsFor(ctx.actor, { department }) || first === undefined) return []
  const { plan, standing, key } = first
  const { departments } = plan.definitions
  const facts = {
    kind: 'assistWanted' as const,
    period: parsePeriod(key.period),
    form: plan.form.name,
    figure: nameOf(assist),
    supplies,
    responsible: departments.find(({ code }) => code === plan.form.department)?.name ?? plan.form.department,
    dueAt: dueOf(assist),
  }
  // Asked in the middle of a quarter, it is news of that day.
  const [opened, told] = [standing.period.opensAt, since.get(askedKey(item, department)) ?? standing.period.opensAt]
  const at = Date.parse(told) > Date.parse(opened) ? told : opened
  return [{ key: `assist:${key.period}:${item}:${department}`, at, link: '/fill', facts }]
}

function came({ ctx, since }: Asking, assist: Assist, given: Given): Message[] {
  const { id, at, departmentName: by, unit } = given
  if (at < since) return []
  const mine = assist.boards.find(
    ({ plan }) =>
      fillsFor(ctx.actor, plan.form.filledBy === 'unit' ? { unit: plan.reporter } : { department: plan.reporter }) &&
      plan.units.some(({ code }) => unit === null || unit === code),
  )
  if (mine === undefined) return []
  const { key, plan } = mine
  const facts = {
    kind: 'assistGiven' as const,
    period: parsePeriod(key.period),
    form: plan.form.name,
    figure: nameOf(assist),
    by,
  }
  return [{ key: `assistGiven:${id}`, at, link: fillLink(key), facts }]
}

type Given = Awaited<ReturnType<typeof loadSupplies>>[number]

function nameOf({ item, boards }: Assist): string {
  return must(boards[0]).plan.definitions.items.get(item as never)?.name ?? item
}
