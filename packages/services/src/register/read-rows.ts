import type { RegisterRow } from '@cg/contract/register'
import { registerRecord } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { dayInChina } from '@cg/domain/number/china-day'
import { formatDate } from '@cg/domain/number/date-format'
import type { RegisterShape, RegisterValues } from '@cg/domain/register/kind'
import { readValues } from '@cg/domain/register/read-values'
import { and, eq, inArray } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { ServiceError, invalid } from '../errors.ts'
import { forbidden } from '../permission.ts'
import { loadKnown } from './known.ts'
import type { Known, KnownKind } from './known.ts'
import type { RecordRow } from './records.ts'
import { rightsTo } from './rights.ts'

/** `called`: by name and day; empty of one that cannot be read. */
export type ReadRow = { readonly unit: string; readonly values: RegisterValues; readonly called: string }

/**
 * Reads rows of a register for who enters its records; others learn not even whether it is there. Errors: every fault by
 * row and column; a record that stands already, but for the one that is being changed (`own`).
 */
export async function readRows(
  ctx: Context,
  tx: Db,
  { kind: code, rows, own }: { kind: string; rows: readonly RegisterRow[]; own?: number },
): Promise<{ readonly kind: KnownKind; readonly rows: readonly ReadRow[] }> {
  const known = await loadKnown(tx, ctx.now())
  const kind = known.kinds.find((one) => one.code === code)
  if (kind === undefined || !rightsTo(ctx.actor, kind.department).enters) throw forbidden('filler')
  const today = dayInChina(ctx.now())
  const faults: string[] = []
  const read = rows.map(({ unit, values: texts }, at): ReadRow => {
    const where = rows.length === 1 ? '' : `第${at + 1}行的`
    if (!known.units.some((one) => one.code === unit)) faults.push(`${where}区县：${unknownUnit(unit, known)}`)
    const reading = readValues(kind, texts, today)
    if (!reading.ok) faults.push(...reading.refusals.map(({ name, reason }) => `${where}${name}：${reason}`))
    const values = reading.ok ? reading.values : {}
    return { unit, values, called: reading.ok ? calledBy(kind, values) : '' }
  })
  if (faults.length > 0) throw faulty(faults)
  await requireOnce(tx, kind, read, own)
  return { kind, rows: read }
}

function unknownUnit(unit: string, { units }: Known): string {
  if (units.length === 0) return '本市还没有设置区县，请系统管理员先在“管理—单位”中设置'
  return unit === '' ? '没有选择' : `没有“${unit}”这个区县，应是${units.map(({ name }) => name).join('、')}之一`
}

/** What a record is called: “焊工大赛”（2026年2月11日） */
export function calledBy({ title, day }: RegisterShape, values: RegisterValues): string {
  return `“${values[title]}”（${formatDate(String(values[day]))}）`
}

/** What no two standing records of a register share: unit, name and day, however wide or spaced the letters are. */
export function placeOf({ title, day }: RegisterShape, unit: string, values: RegisterValues): string {
  const name = String(values[title]).normalize('NFKC').toLowerCase().replaceAll(/\s/gu, '')
  return `${unit} ${values[day]} ${name}`
}

/** Where a record stands: as it is written now and, while a change of it waits, as it counts and may be again. */
export function placesOf(kind: RegisterShape, record: RecordRow): string[] {
  const { unitCode, fieldValues, countedUnit, countedValues } = record
  const now = placeOf(kind, unitCode, fieldValues)
  if (countedUnit === null || countedValues === null) return [now]
  return [...new Set([now, placeOf(kind, countedUnit, countedValues)])]
}

const mostFaultsTold = 8

function faulty(faults: readonly string[]): ServiceError {
  const more = faults.length > mostFaultsTold ? `；另有 ${faults.length - mostFaultsTold} 处` : ''
  return invalid(`${faults.slice(0, mostFaultsTold).join('；')}${more}。请改正后再登记，本次一条也没有保存。`, {
    reason: 'register.faulty',
  })
}

async function requireOnce(tx: Db, kind: KnownKind, rows: readonly ReadRow[], own?: number): Promise<void> {
  const standing = await tx
    .select()
    .from(registerRecord)
    .where(
      and(eq(registerRecord.kind, kind.code), inArray(registerRecord.state, ['submitted', 'accepted', 'returned'])),
    )
  const seen = new Map(
    standing
      .filter(({ id }) => id !== own)
      .flatMap((record) => placesOf(kind, record).map((place) => [place, `第${record.id}号记录`])),
  )
  for (const { unit, values, called } of rows) {
    const place = placeOf(kind, unit, values)
    const twin = seen.get(place)
    if (twin !== undefined)
      throw new ServiceError('conflict', `${called}已经登记过（${twin}），不要重复登记。本次一条也没有保存。`, {
        reason: 'register.twice',
      })
    seen.set(place, '本次前面的一行')
  }
}
