import { createHash } from 'node:crypto'
import { mostSupplies } from '@cg/contract/assist'
import type { AssistList, AssistParams } from '@cg/contract/assist'
import { assistSupply, evidenceFile } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { isPeriod } from '@cg/domain/period'
import { eq } from 'drizzle-orm'
import { audit } from '../../audit.ts'
import type { Context } from '../../context.ts'
import { ServiceError, invalid, notFound } from '../../errors.ts'
import { fillsFor, forbidden } from '../../permission.ts'
import { requireEvidenceFile } from '../evidence/file-kind.ts'
import { assistList } from './list.ts'
import { loadSupplyRows } from './supplies.ts'
import { closedFor, loadAssists, unitsOf } from './tasks.ts'
import type { Assist } from './tasks.ts'

/** Supplies words to an item. Errors: not the department's filler, no such assist, closed, no such unit, twice, too many. */
export async function supplyWords(
  ctx: Context,
  key: AssistParams,
  { unit, words }: { unit: string | null; words: string },
): Promise<AssistList> {
  const name = words.trim()
  if (name.length < 2) throw invalid('请写明提供的内容，或文件名称和文号。', { reason: 'assist.words' })
  return give(ctx, key, { unit, name, fileHash: null })
}

type Attached = { readonly fileName: string; readonly bytes: Uint8Array }

/** Supplies a file to an item. Errors as of words; kind and size of the file. */
export async function supplyFile(
  ctx: Context,
  key: AssistParams,
  unit: string | null,
  { fileName, bytes }: Attached,
): Promise<AssistList> {
  requireEvidenceFile(fileName, bytes)
  const hash = createHash('sha256').update(bytes).digest('hex')
  return give(ctx, key, { unit, name: fileName, fileHash: hash }, async (tx) => {
    await tx
      .insert(evidenceFile)
      .values({ hash, size: bytes.length, bytes: Buffer.from(bytes) })
      .onConflictDoNothing()
  })
}

type Given = { readonly unit: string | null; readonly name: string; readonly fileHash: string | null }

async function give(
  ctx: Context,
  key: AssistParams,
  { unit, name, fileHash }: Given,
  store: (tx: Db) => Promise<void> = () => Promise.resolve(),
): Promise<AssistList> {
  requireGiver(ctx, key)
  return ctx.store.write('assist.supply', async (tx) => {
    const assist = await openAssist(ctx, tx, key)
    if (unit !== null && !unitsOf(assist).some(({ code }) => code === unit))
      throw invalid('这项数据没有这个区县，请重新选择。', { reason: 'assist.unit' })
    const here = (await loadSupplyRows(tx, key.period, [key.item])).filter(
      ({ departmentCode }) => departmentCode === key.department,
    )
    if (here.length >= mostSupplies)
      throw invalid(`一项数据最多提供 ${mostSupplies} 份材料，请先移除不需要的。`, { reason: 'assist.many' })
    if (here.some((row) => row.name === name && row.unitCode === unit && row.fileHash === fileHash))
      throw invalid(`已经提供过“${name}”。`, { reason: 'assist.twice' })
    await store(tx)
    const { period, item: itemCode, department: departmentCode } = key
    const at = ctx.now().toISOString()
    const by = { givenBy: ctx.actor.userId, givenAt: at }
    await tx.insert(assistSupply).values({ period, itemCode, departmentCode, unitCode: unit, name, fileHash, ...by })
    await trace(ctx, tx, key, { action: 'assist.supply', at, unit, name, fileHash })
    return assistList(ctx, tx)
  })
}

/** Takes away what the department supplied; its row and its bytes stay. Errors: rights, closed, unknown, removed before. */
export async function removeSupply(ctx: Context, key: AssistParams, id: number): Promise<AssistList> {
  requireGiver(ctx, key)
  return ctx.store.write('assist.remove', async (tx) => {
    await openAssist(ctx, tx, key)
    const rows = await loadSupplyRows(tx, key.period, [key.item])
    const row = rows.find((one) => one.id === id && one.departmentCode === key.department)
    if (row === undefined) throw notFound('这份协助材料')
    const at = ctx.now().toISOString()
    await tx.update(assistSupply).set({ removedBy: ctx.actor.userId, removedAt: at }).where(eq(assistSupply.id, id))
    const { unitCode: unit, name, fileHash } = row
    await trace(ctx, tx, key, { action: 'assist.remove', at, unit, name, fileHash })
    return assistList(ctx, tx)
  })
}

/** The department's own fillers; the refusal says nothing of what exists. */
function requireGiver({ actor }: Context, { department }: AssistParams): void {
  if (!fillsFor(actor, { department })) throw forbidden('filler')
}

/** Refuses before a file is taken in. Errors: as of supplying. */
export async function requireAssist(ctx: Context, key: AssistParams): Promise<void> {
  requireGiver(ctx, key)
  await ctx.store.read((db) => openAssist(ctx, db, key))
}

async function openAssist(ctx: Context, tx: Db, { period, item, department }: AssistParams): Promise<Assist> {
  if (!isPeriod(period)) throw notFound(`期次 ${period}`)
  const assists = await loadAssists(ctx, tx, period, (asked) => asked.department === department)
  const assist = assists.find((one) => one.item === item)
  if (assist === undefined) throw notFound('这项协助')
  const closed = closedFor(assist, ctx.now())
  if (closed !== null) throw new ServiceError('conflict', closed, { reason: 'assist.closed' })
  return assist
}

type Trace = Given & { readonly action: 'assist.supply' | 'assist.remove'; readonly at: string }

async function trace(ctx: Context, tx: Db, key: AssistParams, { action, at, unit, name, fileHash }: Trace) {
  const { period, item, department } = key
  const detail = { item, ...(unit === null ? {} : { unit }), evidence: name, fileHash }
  await audit(tx, { at, actor: ctx.actor, action, object: `assist:${period}/${item}/${department}`, detail })
}
