import type { YardstickList, YardstickRow } from '@cg/contract/yardstick'
import { mostYardstickNames, mostYardstickRows } from '@cg/contract/yardstick'
import { yardstick } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { dayInChina } from '@cg/domain/number/china-day'
import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { isNull } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { invalid } from '../errors.ts'
import { requireCityRole } from '../permission.ts'
import { loadIndicators, yardstickList } from './list.ts'
import { headOf, readYardstick } from './read-row.ts'
import type { ReadYardstick, RowFault } from './read-row.ts'

/** Rows to load: as typed, or out of a file. `placeOf`: how a message names a cell, by row and field. */
export type Loading = {
  readonly rows: readonly YardstickRow[]
  readonly file?: { readonly name: string; readonly hash: string }
  readonly placeOf?: (row: number, field: RowFault['field']) => string
  readonly isDemo?: boolean
}

type Placed = RowFault & { readonly row: number }

/**
 * Loads figures from outside, all rows or none. They are drawn from the next release on; what is published keeps its own.
 * Errors name the cell: unknown indicator, a total, a share beyond 0–100 %, no source, a day to come, one there already.
 */
export async function loadYardsticks(ctx: Context, loading: Loading): Promise<YardstickList> {
  requireCityRole(ctx.actor, 'publisher', 'admin')
  if (loading.rows.length === 0) throw invalid('文件中没有数据行。请在表头下逐行填写。', { reason: 'yardstick.empty' })
  if (loading.rows.length > mostYardstickRows) {
    throw invalid(`一次至多装入${mostYardstickRows}行，现有${loading.rows.length}行。请分次装入。`, {
      reason: 'yardstick.too_many',
    })
  }
  return ctx.store.write('yardstick.load', async (tx) => {
    const known = { indicators: await loadIndicators(tx, ctx.now()), today: dayInChina(ctx.now()) }
    const read = loading.rows.map((row) => readYardstick(row, known))
    const faults = read.flatMap((one, row): Placed[] => ('value' in one ? [] : one.map((fault) => ({ ...fault, row }))))
    const good = read.flatMap((one, row) => ('value' in one ? [{ ...one, row }] : []))
    requireSound([...faults, ...(await clashes(tx, good))], loading)
    const loadedAt = ctx.now().toISOString()
    await tx.insert(yardstick).values(
      good.map(({ indicator, row: _row, ...fact }) => ({
        indicatorCode: indicator.code,
        ...fact,
        loadedBy: ctx.actor.userId,
        loadedAt,
        isDemo: loading.isDemo ?? false,
      })),
    )
    await audit(tx, {
      at: loadedAt,
      actor: ctx.actor,
      action: 'yardstick.load',
      object: 'yardsticks',
      detail: {
        yardsticks: good.map(({ indicator, name, period, value }) => `${indicator.name} ${name} ${period} ${value}`),
        ...(loading.file === undefined ? {} : { file: loading.file.name, fileHash: loading.file.hash }),
      },
    })
    return yardstickList(ctx, tx)
  })
}

/** Figures that are there already, in the file or in the table, and names beyond what a chart can draw. */
async function clashes(tx: Db, good: readonly (ReadYardstick & { row: number })[]): Promise<Placed[]> {
  const there = await tx.select().from(yardstick).where(isNull(yardstick.withdrawnAt))
  const seen = new Set(there.map((one) => `${one.indicatorCode} ${one.period} ${one.name}`))
  const names = Map.groupBy(there, (one) => one.indicatorCode)
  const kept = new Map([...names].map(([code, rows]) => [code, new Set(rows.map(({ name }) => name))]))
  return good.flatMap(({ indicator, period, name, row }): Placed[] => {
    const key = `${indicator.code} ${period} ${name}`
    if (seen.has(key)) {
      const words = `“${indicator.name}”${formatPeriod(parsePeriod(period))}的${name}已有一条，如需更换请先撤回原来的`
      return [{ row, field: 'name', words }]
    }
    seen.add(key)
    const own = kept.get(indicator.code) ?? new Set()
    kept.set(indicator.code, own.add(name))
    if (own.size <= mostYardstickNames) return []
    return [{ row, field: 'name', words: `“${indicator.name}”的参照已有${mostYardstickNames}种，再多图上不易分辨` }]
  })
}

const mostTold = 6

function requireSound(faults: readonly Placed[], { placeOf, rows }: Loading): void {
  if (faults.length === 0) return
  const place = placeOf ?? ((_row: number, field: RowFault['field']) => headOf(field))
  const told = faults
    .toSorted((left, right) => left.row - right.row)
    .slice(0, mostTold)
    .map(({ row, field, words }) => `${place(row, field)}：${words}`)
  const rest = faults.length > mostTold ? `；另有${faults.length - mostTold}处` : ''
  const lead = rows.length > 1 ? '什么也没有装入。' : ''
  throw invalid(`${lead}${told.join('；')}${rest}。`, { reason: 'yardstick.faults' })
}
