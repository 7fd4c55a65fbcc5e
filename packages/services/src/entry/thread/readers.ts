import type { ThreadPerson } from '@cg/contract/thread'
import { grant, user } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import type { SubmissionState } from '@cg/domain/form/submission'
import { asc, eq } from 'drizzle-orm'
import type { Actor, Grant } from '../../context.ts'
import { rightTo } from '../form/access.ts'
import type { FormPlan } from '../form/plan.ts'
import { mayReadFigures } from '../move/standing.ts'

/** Everybody who may read the figures of a form in this state, in the order of their names' accounts. */
export async function loadReaders(db: Db, plan: FormPlan, state: SubmissionState): Promise<ThreadPerson[]> {
  const rows = await db
    .select({ id: user.id, login: user.login, name: user.name, grant })
    .from(user)
    .innerJoin(grant, eq(grant.userId, user.id))
    .where(eq(user.isActive, true))
    .orderBy(asc(user.id), asc(grant.id))
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((held) => {
    const [first] = held
    const grants = held.map((row) => ({
      role: row.grant.role,
      department: row.grant.departmentCode,
      unit: row.grant.unitCode,
    }))
    const actor: Actor = { userId: first?.id ?? 0, login: '', name: '', mustChangePassword: false, grants }
    if (first === undefined || !mayReadFigures(rightTo(actor, plan), state)) return []
    return [{ id: first.id, name: first.name, body: bodyOf(plan, grants) }]
  })
}

/** Whom they speak for here: the reporter, else the lead department, else the office. */
function bodyOf({ form, reporter, reporterName, definitions }: FormPlan, grants: readonly Grant[]): string {
  const isOf = (code: string) => grants.some(({ department, unit }) => department === code || unit === code)
  if (isOf(reporter)) return reporterName
  if (!isOf(form.department)) return '市产改办'
  return definitions.departments.find(({ code }) => code === form.department)?.name ?? form.department
}
