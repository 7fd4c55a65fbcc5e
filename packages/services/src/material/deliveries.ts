import { packFormats } from '@cg/contract/material/pack'
import type { PackFormat } from '@cg/contract/material/pack'
import type { DeliveredPack, Delivery, DeliveryPerson, DeliveryPlan } from '@cg/contract/material/delivery'
import { parseJsonAs } from '@cg/contract/parse'
import { roleNames } from '@cg/contract/schema'
import { Type } from '@cg/contract/type'
import { deliveredPack, grant, orgUnit, department, recipeDelivery, user } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { desc, eq, getTableColumns, sql } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Actor, Context } from '../context.ts'
import { loadNames } from '../entry/form/names.ts'
import { ServiceError, invalid, notFound } from '../errors.ts'
import { requireCityRole } from '../permission.ts'
import { loadSeen, mayChange } from './kept.ts'

/* 随发布送达: set up by the office for a material; what was made lies here for its readers. */

/** Shown of what was delivered. */
const mostShown = 40

const Ids = Type.Array(Type.Integer())

/** Whether and for whom a material is made with each release. For the office, whose material it is or who sees it. */
export async function readDelivery(ctx: Context, { id }: { readonly id: number }): Promise<DeliveryPlan> {
  requireCityRole(ctx.actor, 'publisher', 'reviewer')
  return ctx.store.read(async (db) => {
    await loadSeen(db, ctx.actor, id)
    return planOf(db, id)
  })
}

/** Sets it up, or ends it. Errors: who may not change the material; an account that is not in use. */
export async function setDelivery(
  ctx: Context,
  { id, delivery }: { readonly id: number; readonly delivery: Delivery | null },
): Promise<DeliveryPlan> {
  requireCityRole(ctx.actor, 'publisher', 'reviewer')
  return ctx.store.write('recipe.deliver', async (tx) => {
    const row = await loadSeen(tx, ctx.actor, id)
    if (!mayChange(ctx.actor, row))
      throw new ServiceError('forbidden', `“${row.name}”由其编制人或市产改办发布人设置。`, { reason: 'recipe.not_own' })
    const before = (await planOf(tx, id)).delivery
    await tx.delete(recipeDelivery).where(eq(recipeDelivery.recipeId, id))
    const at = ctx.now().toISOString()
    if (delivery !== null) {
      const known = new Map((await loadPeople(tx)).map((person) => [person.id, person]))
      if (delivery.readers.some((reader) => !known.has(reader)))
        throw invalid('有一位接收人的账号已停用。请刷新页面后重新选择。', { reason: 'delivery.no_reader' })
      const readers = JSON.stringify(delivery.readers)
      const set = { setBy: ctx.actor.userId, setAt: at }
      await tx.insert(recipeDelivery).values({ recipeId: id, format: delivery.format, readers, ...set })
    }
    const detail = {
      material: row.name,
      before: before === null ? {} : { format: before.format.toUpperCase(), readers: before.readers.length },
      after: { format: delivery?.format.toUpperCase() ?? null, readers: delivery?.readers.length ?? null },
    }
    await audit(tx, { at, actor: ctx.actor, action: 'recipe.deliver', object: `recipe:${id}`, detail })
    return planOf(tx, id)
  })
}

async function planOf(db: Db, id: number): Promise<DeliveryPlan> {
  const [row] = await db.select().from(recipeDelivery).where(eq(recipeDelivery.recipeId, id))
  const people = await loadPeople(db)
  if (row === undefined) return { delivery: null, setBy: '', setAt: null, people }
  const names = await loadNames(db, [row.setBy])
  const inUse = new Set(people.map((person) => person.id))
  const readers = readersOf(row).filter((reader) => inUse.has(reader))
  const setBy = names(row.setBy, row.setAt)
  return { delivery: { format: formatOf(row.format), readers }, setBy, setAt: row.setAt, people }
}

export function readersOf({ readers }: { readonly readers: string }): number[] {
  return parseJsonAs(Ids, readers, 'readers of a material')
}

export function formatOf(text: string): PackFormat {
  return must(packFormats.find((format) => format === text))
}

/** Accounts in use with a part in the platform: leaders first, then the office. */
async function loadPeople(db: Db): Promise<DeliveryPerson[]> {
  const rows = await db
    .select({ id: user.id, name: user.name, role: grant.role, department: department.name, unit: orgUnit.shortName })
    .from(user)
    .innerJoin(grant, eq(grant.userId, user.id))
    .leftJoin(department, eq(department.code, grant.departmentCode))
    .leftJoin(orgUnit, eq(orgUnit.code, grant.unitCode))
    .where(eq(user.isActive, true))
    .orderBy(user.id)
  const people = new Map<number, DeliveryPerson & { readonly isLeader: boolean }>()
  for (const { id, name, role, department: body, unit } of rows) {
    const known = people.get(id)
    const part = `${roleNames[role]}（${unit ?? body ?? '全市'}）`
    const isLeader = role === 'leader' || known?.isLeader === true
    people.set(id, { id, name, part: known === undefined ? part : `${known.part}、${part}`, isLeader })
  }
  const sorted = [...people.values()].toSorted((left, right) => Number(right.isLeader) - Number(left.isLeader))
  return sorted.map(({ isLeader: _isLeader, ...person }) => person)
}

/** What was made for the actor, newest first. */
export async function listDelivered({ store, actor }: Context): Promise<{ items: DeliveredPack[] }> {
  return store.read(async (db) => {
    // The files stay where they are: a list that read them would read all there are.
    const { bytes, ...columns } = getTableColumns(deliveredPack)
    const rows = await db
      .select({ ...columns, size: sql<number | null>`length(${bytes})` })
      .from(deliveredPack)
      .orderBy(desc(deliveredPack.id))
    const own = rows.filter((row) => isFor(row, actor)).slice(0, mostShown)
    return {
      items: own.map((row) => ({
        id: row.id,
        name: row.name,
        release: row.releaseCode,
        period: row.period,
        format: formatOf(row.format),
        madeAt: row.madeAt,
        problem: row.problem,
        size: row.size,
      })),
    }
  })
}

type DeliveredRow = typeof deliveredPack.$inferSelect

/** Its readers; what could not be made concerns only who set it up. */
export function isFor(row: Pick<DeliveredRow, 'readers' | 'setBy' | 'problem'>, actor: Actor): boolean {
  return row.setBy === actor.userId || (row.problem === null && readersOf(row).includes(actor.userId))
}

export type DeliveredFile = Pick<DeliveredRow, 'name' | 'releaseCode'> & {
  readonly format: PackFormat
  readonly fileName: string
  readonly bytes: Buffer
}

/** The file. Errors: not the actor's; dropped meanwhile. */
export async function openDelivered(ctx: Context, { id }: { readonly id: number }): Promise<DeliveredFile> {
  const [row] = await ctx.store.read((db) => db.select().from(deliveredPack).where(eq(deliveredPack.id, id)))
  if (row === undefined || !isFor(row, ctx.actor)) throw notFound('这份材料')
  if (row.bytes === null || row.fileName === null)
    throw invalid(row.problem === null ? '这份材料较早，文件已清理。请打开配方，按这次发布重新生成。' : row.problem, {
      reason: 'delivery.no_file',
    })
  const { name, releaseCode, fileName, bytes } = row
  return { name, releaseCode, format: formatOf(row.format), fileName, bytes }
}
