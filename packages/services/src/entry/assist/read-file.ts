import type { AssistParams } from '@cg/contract/assist'
import { evidenceFile } from '@cg/db/schema'
import { must } from '@cg/domain/must'
import { isPeriod } from '@cg/domain/period'
import { eq } from 'drizzle-orm'
import type { Context } from '../../context.ts'
import { notFound } from '../../errors.ts'
import { hasRoleFor, reporting } from '../../permission.ts'
import { loadBoard } from '../board.ts'
import { mediaTypeOf } from '../evidence/file-kind.ts'
import type { StoredFile } from '../evidence/read-file.ts'
import { othersForm, rightTo } from '../form/access.ts'
import { mayReadFigures, stateOf } from '../move/standing.ts'
import { loadSupplyRows } from './supplies.ts'

/**
 * A file that was supplied: for the department that did, and for those who may read the figures of a form that asks for
 * the item now. Errors: rights, unknown, removed, words without a file.
 */
export async function readSupplyFile(ctx: Context, key: AssistParams, id: number): Promise<StoredFile> {
  const { period, item, department } = key
  return ctx.store.read(async (db) => {
    if (!isPeriod(period)) throw othersForm()
    const board = await loadBoard(ctx.store, db, period, ({ items }) => items.some((one) => one === item))
    const isReader = board.some(({ plan, standing }) => mayReadFigures(rightTo(ctx.actor, plan), stateOf(standing)))
    if (!isReader && !hasRoleFor(ctx.actor, { department }, ...reporting)) throw othersForm()
    const rows = await loadSupplyRows(db, period, [item])
    const row = rows.find((one) => one.id === id && one.departmentCode === department)
    if (row === undefined || row.fileHash === null) throw notFound('这份协助材料')
    const [file] = await db.select().from(evidenceFile).where(eq(evidenceFile.hash, row.fileHash))
    return { name: row.name, mediaType: mediaTypeOf(row.name), bytes: must(file).bytes }
  })
}
