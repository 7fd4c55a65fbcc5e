import { explanation, indicatorVersion, matter, matterStep, statement, statementStep, submission } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import type { ItemCode } from '@cg/domain/indicator'
import { parsePeriod } from '@cg/domain/period'
import { and, asc, desc, eq, gte, ne } from 'drizzle-orm'
import { isInside, rightTo } from '../entry/form/access.ts'
import { meaningOf } from '../entry/form/definitions.ts'
import { loadNames } from '../entry/form/names.ts'
import { planOf } from '../entry/form/plan.ts'
import { loadKnown } from '../matter/list.ts'
import { rightsTo as rightsToMatter } from '../matter/offer.ts'
import { hasRole, reporting } from '../permission.ts'
import { rightsTo as rightsToStatement } from '../statement/offer.ts'
import { fillLink } from './form-steps.ts'
import type { Asking, Message } from './message.ts'

const outcomeOf = { accept: 'accepted', return: 'returned', revoke: 'revoked' } as const

/** What the office decided on a department's or district's own words: 滞后说明, 加减分事项 and 情况说明. As it stands now. */
export async function decisionMessages(asking: Asking): Promise<Message[]> {
  if (!hasRole(asking.ctx.actor, ...reporting)) return []
  return [
    ...(await statementMessages(asking)),
    ...(await matterMessages(asking)),
    ...(await explanationMessages(asking)),
  ]
}

async function statementMessages({ ctx, db, since }: Asking): Promise<Message[]> {
  const rows = await db
    .select({ row: statement, step: statementStep })
    .from(statementStep)
    .innerJoin(statement, eq(statement.id, statementStep.statementId))
    .where(and(gte(statementStep.at, since), ne(statementStep.actorId, ctx.actor.userId)))
    .orderBy(desc(statementStep.id))
  const told = rows.filter(
    ({ row, step }) =>
      isDecision(step.action) &&
      row.state === outcomeOf[step.action] &&
      rightsToStatement(ctx.actor, row.departmentCode).writes,
  )
  const last = newestOf(told, ({ row }) => row.id)
  const nameOf = await indicatorNames(db, last.length)
  const by = await loadNames(
    db,
    last.map(({ step }) => step.actorId),
  )
  const found: Message[] = []
  for (const { row, step } of last) {
    const { units } = (await meaningOf(ctx.store, db, row.period)).definitions
    const facts = {
      kind: 'statementDecided' as const,
      period: parsePeriod(row.period),
      unit: units.find(({ code }) => code === row.unitCode)?.shortName ?? row.unitCode,
      figure: nameOf(row.indicatorCode),
      by: by(step.actorId, step.at),
      outcome: outcomeOf[step.action as Decision],
    }
    found.push({ key: `statement:${step.id}`, at: step.at, link: '/statements', facts })
  }
  return found
}

async function matterMessages({ ctx, db, since, now }: Asking): Promise<Message[]> {
  const rows = await db
    .select({ row: matter, step: matterStep })
    .from(matterStep)
    .innerJoin(matter, eq(matter.id, matterStep.matterId))
    .where(and(gte(matterStep.at, since), ne(matterStep.actorId, ctx.actor.userId)))
    .orderBy(desc(matterStep.id))
  const told = rows.filter(
    ({ row, step }) =>
      isDecision(step.action) &&
      row.state === outcomeOf[step.action] &&
      rightsToMatter(ctx.actor, row.departmentCode).enters,
  )
  const last = newestOf(told, ({ row }) => row.id)
  if (last.length === 0) return []
  const { kinds, units } = await loadKnown(db, new Date(now))
  const by = await loadNames(
    db,
    last.map(({ step }) => step.actorId),
  )
  return last.map(({ row, step }) => ({
    key: `matter:${step.id}`,
    at: step.at,
    link: '/matters',
    facts: {
      kind: 'matterDecided',
      unit: units.find(({ code }) => code === row.unitCode)?.name ?? row.unitCode,
      matter: kinds.find(({ code }) => code === row.kind)?.name ?? row.kind,
      by: by(step.actorId, step.at),
      outcome: outcomeOf[step.action as Decision],
    },
  }))
}

async function explanationMessages({ ctx, db, since }: Asking): Promise<Message[]> {
  const rows = await db
    .select({ row: explanation, period: submission.period, form: submission.formCode, reporter: submission.reporter })
    .from(explanation)
    .innerJoin(submission, eq(submission.id, explanation.submissionId))
    .where(and(eq(explanation.verdict, 'rejected'), gte(explanation.verdictAt, since)))
    .orderBy(desc(explanation.id))
  const by = await loadNames(
    db,
    rows.map(({ row }) => row.verdictBy),
  )
  const found: Message[] = []
  for (const { row, ...key } of rows) {
    const { verdictAt, verdictBy } = row
    const plan = planOf(await meaningOf(ctx.store, db, key.period), key.form, key.reporter)
    if (plan === null || verdictAt === null || verdictBy === ctx.actor.userId) continue
    if (!isInside(rightTo(ctx.actor, plan))) continue
    const { units, items } = plan.definitions
    const facts = {
      kind: 'explanationRejected' as const,
      period: parsePeriod(key.period),
      form: plan.form.name,
      unit: units.find(({ code }) => code === row.unitCode)?.shortName ?? row.unitCode,
      figure: items.get(row.itemCode as ItemCode)?.name ?? row.itemCode,
      by: by(verdictBy, verdictAt),
    }
    found.push({ key: `verdict:${row.id}:${verdictAt}`, at: verdictAt, link: fillLink(key), facts })
  }
  return found
}

type Decision = keyof typeof outcomeOf

function isDecision(action: string): action is Decision {
  return action in outcomeOf
}

/** The first of each, of rows that stand newest first. */
function newestOf<T>(rows: readonly T[], idOf: (row: T) => number): T[] {
  return [...new Map([...rows].reverse().map((row) => [idOf(row), row])).values()]
}

/** The newest name of each indicator; nothing is read where nobody asks. */
async function indicatorNames(db: Db, asked: number): Promise<(code: string) => string> {
  if (asked === 0) return (code) => code
  const rows = await db
    .select({ code: indicatorVersion.indicatorCode, name: indicatorVersion.name })
    .from(indicatorVersion)
    .orderBy(asc(indicatorVersion.version))
  const names = new Map(rows.map(({ code, name }) => [code, name]))
  return (code) => names.get(code) ?? code
}
