import { mostRecordsAtOnce } from '@cg/contract/register'
import type { RegisterSheet } from '@cg/contract/register'
import type { KeptRow, RegisterFileRow, RegisterUpload } from '@cg/contract/register-upload'
import { registerRecord } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { dayInChina } from '@cg/domain/number/china-day'
import type { RegisterValues } from '@cg/domain/register/kind'
import { eq } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { ServiceError, invalid } from '../errors.ts'
import { once } from '../idempotency.ts'
import { forbidden, requireRole } from '../permission.ts'
import { addRecords, changeRecord } from './enter.ts'
import { judgeRows } from './judge-rows.ts'
import type { Judged, JudgedRow } from './judge-rows.ts'
import { loadKnown } from './known.ts'
import type { KnownKind } from './known.ts'
import { readRegister, registerSheet } from './list.ts'
import { rightsTo } from './rights.ts'

/** The register for who enters its records, as a workbook of it needs; others learn not even whether it is there. */
export async function openToEnter(ctx: Context, code: string): Promise<RegisterSheet> {
  requireRole(ctx.actor, 'filler')
  await ctx.store.read((db) => enteredKind(ctx, db, code))
  return readRegister(ctx, code)
}

type Sent = {
  readonly kind: string
  readonly rows: readonly RegisterFileRow[]
  readonly ignored: readonly string[]
  readonly fileName: string
  readonly fileHash: string
}

const mostFaultsTold = 100

/** What an uploaded file would enter and change; writes nothing. */
export async function compareRecords(
  ctx: Context,
  { kind: code, rows, ignored, fileName, fileHash }: Sent,
): Promise<RegisterUpload> {
  requireRole(ctx.actor, 'filler')
  return ctx.store.read(async (db) => {
    const { judged } = await judge(ctx, db, code, rows)
    if (judged.faults.length === 0 && judged.rows.length > mostRecordsAtOnce)
      throw invalid(
        `一次最多登记或修改${mostRecordsAtOnce}条，${fileName} 里有${judged.rows.length}条。请分成几个文件上传。`,
        { reason: 'register.too_many' },
      )
    return {
      fileName,
      fileHash,
      same: judged.same,
      ignored: [...ignored],
      rows: judged.rows.slice(0, mostRecordsAtOnce).map(shown),
      faults: judged.faults.slice(0, mostFaultsTold),
      faultCount: judged.faults.length,
    }
  })
}

/** Every fault of an uploaded file, of which a comparison tells the first; writes nothing. */
export async function faultsOfRecords(
  ctx: Context,
  { kind, rows }: Pick<Sent, 'kind' | 'rows'>,
): Promise<Judged['faults']> {
  requireRole(ctx.actor, 'filler')
  return ctx.store.read(async (db) => (await judge(ctx, db, kind, rows)).judged.faults)
}

function shown({ line, before, unit, values, reason }: JudgedRow): RegisterUpload['rows'][number] {
  return {
    line,
    id: before?.id ?? null,
    version: before?.version ?? null,
    unit,
    values: asTexts(values),
    reason,
    isReasonAsked: isReasonAsked(before),
    before: before === null ? null : { ...asTexts(before.fieldValues), unit: before.unitCode },
  }
}

/** What counts is changed with a reason. */
const isReasonAsked = (before: JudgedRow['before']): boolean => before !== null && before.countedValues !== null

/** Nothing of a field that was left blank. */
function asTexts(values: RegisterValues): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([code, value]) => (value === null ? [] : [[code, String(value)]])),
  )
}

type Kept = {
  readonly kind: string
  readonly fileName: string
  readonly fileHash: string
  readonly rows: readonly KeptRow[]
  readonly idempotencyKey: string | null
}

/**
 * Keeps the rows of a file as they were shown: all or none. Errors: anything that came to be wrong since, a change of what
 * counts without a reason.
 */
export async function keepRecords(ctx: Context, { idempotencyKey, ...request }: Kept): Promise<RegisterSheet> {
  requireRole(ctx.actor, 'filler')
  return ctx.store.write('register.upload', (tx) => {
    const standing = () => registerSheet(ctx, tx, request.kind)
    const write = async () => {
      await writeRows(ctx, tx, request)
      return standing()
    }
    return once(ctx, tx, { key: idempotencyKey, request: ['register.upload', request] }, write, standing)
  })
}

async function writeRows(ctx: Context, tx: Db, request: Omit<Kept, 'idempotencyKey'>): Promise<void> {
  const { kind, judged } = await judge(ctx, tx, request.kind, request.rows.map(asFileRow))
  requireSound(judged)
  const added = judged.rows.filter(({ before }) => before === null)
  const entered = added.length === 0 ? [] : await addRecords(ctx, tx, kind, added)
  const revised: number[] = []
  for (const { before, reason, ...content } of judged.rows) {
    if (before === null) continue
    await changeRecord(ctx, tx, before, { ...content, note: reason.trim() })
    revised.push(before.id)
  }
  await audit(tx, {
    at: ctx.now().toISOString(),
    actor: ctx.actor,
    action: 'register.upload',
    object: `register:${kind.code}`,
    detail: { file: request.fileName, fileHash: request.fileHash, entered, revised },
  })
}

function asFileRow({ id, version, unit, values, reason }: KeptRow, at: number): RegisterFileRow {
  return {
    line: at + 1,
    id: id === null ? '' : String(id),
    version,
    isUntouched: false,
    unit,
    texts: values,
    reason,
    faults: [],
  }
}

function requireSound({ rows, faults, same }: Judged): void {
  const [fault] = faults
  if (fault !== undefined)
    throw new ServiceError('stale', `${fault.column}：${fault.message}。请重新上传文件核对，本次一条也没有保存。`, {
      reason: 'register.changed',
    })
  if (same > 0 || rows.length === 0)
    throw new ServiceError('stale', '其中有的记录已经是这样的内容。请重新上传文件核对，本次一条也没有保存。', {
      reason: 'register.changed',
    })
  const bare = rows.find(({ before, reason }) => isReasonAsked(before) && reason.trim() === '')
  if (bare !== undefined)
    throw invalid(`第${bare.before?.id}号记录已经入账，修改须写明原因。本次一条也没有保存。`, {
      reason: 'register.reason_missing',
    })
}

async function judge(
  ctx: Context,
  db: Db,
  code: string,
  rows: readonly RegisterFileRow[],
): Promise<{ readonly kind: KnownKind; readonly judged: Judged }> {
  const { known, kind } = await enteredKind(ctx, db, code)
  const records = await db.select().from(registerRecord).where(eq(registerRecord.kind, code))
  return { kind, judged: judgeRows({ known, kind, records, today: dayInChina(ctx.now()) }, rows) }
}

async function enteredKind(ctx: Context, db: Db, code: string) {
  const known = await loadKnown(db, ctx.now())
  const kind = known.kinds.find((one) => one.code === code)
  if (kind === undefined || !rightsTo(ctx.actor, kind.department).enters) throw forbidden('filler')
  return { known, kind }
}
