import { createHash } from 'node:crypto'
import type { RegisterSheet } from '@cg/contract/register'
import { mostFilesOfRecord } from '@cg/contract/register-file'
import { evidenceFile, registerFile, registerRecord } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { and, eq } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { mediaTypeOf, requireEvidenceFile } from '../entry/evidence/file-kind.ts'
import type { StoredFile } from '../entry/evidence/read-file.ts'
import { ServiceError, invalid, notFound } from '../errors.ts'
import { forbidden, requireRole } from '../permission.ts'
import { loadKnown } from './known.ts'
import type { KnownKind } from './known.ts'
import { registerSheet } from './list.ts'
import { filesOf } from './record-files.ts'
import type { RecordRow } from './records.ts'
import { mayAttach, requireReader, rightsTo } from './rights.ts'

type Place = { readonly kind: string; readonly id: number }
type Attached = { readonly fileName: string; readonly bytes: Uint8Array }

/** Refuses who enters no records of the register, before a file is read. */
export async function requireEntering(ctx: Context, kind: string): Promise<void> {
  requireRole(ctx.actor, 'filler')
  await ctx.store.read((db) => enteredKind(ctx, db, kind))
}

/** Puts a file behind a record. Errors: no such record, decided on, a kind without files, kind or size, too many, twice. */
export async function attachToRecord(ctx: Context, place: Place, file: Attached): Promise<RegisterSheet> {
  requireRole(ctx.actor, 'filler')
  requireEvidenceFile(file.fileName, file.bytes)
  const hash = createHash('sha256').update(file.bytes).digest('hex')
  return ctx.store.write('register.attach', async (tx) => {
    const row = await openRecord(ctx, tx, place)
    const here = await filesOf(tx, [row.id])
    if (here.length >= mostFilesOfRecord)
      throw invalid(`一条记录最多${mostFilesOfRecord}份材料，请先移除不需要的。`, { reason: 'register.many_files' })
    if (here.some((one) => one.fileHash === hash))
      throw invalid(`第${row.id}号记录已经有《${file.fileName}》。`, { reason: 'register.file_twice' })
    await tx
      .insert(evidenceFile)
      .values({ hash, size: file.bytes.length, bytes: Buffer.from(file.bytes) })
      .onConflictDoNothing()
    await tx.insert(registerFile).values({
      recordId: row.id,
      name: file.fileName,
      fileHash: hash,
      addedBy: ctx.actor.userId,
      addedAt: ctx.now().toISOString(),
    })
    await leaveTrace(ctx, tx, { action: 'register.attach', row, name: file.fileName, fileHash: hash })
    return registerSheet(ctx, tx, place.kind)
  })
}

/** Takes a file off a record; its row and its bytes stay. Errors as of attaching; a file that is not there. */
export async function removeFromRecord(
  ctx: Context,
  { file, ...place }: Place & { readonly file: number },
): Promise<RegisterSheet> {
  requireRole(ctx.actor, 'filler')
  return ctx.store.write('register.detach', async (tx) => {
    const row = await openRecord(ctx, tx, place)
    const found = (await filesOf(tx, [row.id])).find(({ id }) => id === file)
    if (found === undefined) throw notFound('这份材料')
    await tx
      .update(registerFile)
      .set({ removedBy: ctx.actor.userId, removedAt: ctx.now().toISOString() })
      .where(eq(registerFile.id, file))
    const { name, fileHash } = found
    await leaveTrace(ctx, tx, { action: 'register.detach', row, name, fileHash })
    return registerSheet(ctx, tx, place.kind)
  })
}

/** A file of a record, for who reads the register. Errors: rights, no such file. */
export async function readRecordFile(
  ctx: Context,
  { kind: code, id, file }: Place & { readonly file: number },
): Promise<StoredFile> {
  return ctx.store.read(async (db) => {
    const kind = (await loadKnown(db, ctx.now())).kinds.find((one) => one.code === code)
    if (kind === undefined) throw notFound('这个台账')
    requireReader(ctx.actor, kind.department)
    const [row] = await db
      .select()
      .from(registerRecord)
      .where(and(eq(registerRecord.kind, code), eq(registerRecord.id, id)))
    const found = row === undefined ? undefined : (await filesOf(db, [id])).find((one) => one.id === file)
    if (found === undefined) throw notFound('这份材料')
    const [stored] = await db.select().from(evidenceFile).where(eq(evidenceFile.hash, found.fileHash))
    return { name: found.name, mediaType: mediaTypeOf(found.name), bytes: must(stored).bytes }
  })
}

async function openRecord(ctx: Context, tx: Db, { kind: code, id }: Place): Promise<RecordRow> {
  const kind = await enteredKind(ctx, tx, code)
  if (kind.proof === undefined)
    throw new ServiceError('conflict', `“${kind.name}”台账不附材料。`, { reason: 'register.no_files' })
  const [row] = await tx
    .select()
    .from(registerRecord)
    .where(and(eq(registerRecord.kind, code), eq(registerRecord.id, id)))
  if (row === undefined) throw notFound(`第${id}号记录`)
  if (!mayAttach(ctx.actor, row))
    throw new ServiceError('conflict', `第${id}号记录现在不能改动材料。已入账的请先修改记录，写明原因后再换。`, {
      reason: 'register.files_closed',
    })
  // Who has looked at the record decides on what they saw.
  await tx
    .update(registerRecord)
    .set({ version: row.version + 1 })
    .where(eq(registerRecord.id, id))
  return row
}

async function enteredKind(ctx: Context, db: Db, code: string): Promise<KnownKind> {
  const kind = (await loadKnown(db, ctx.now())).kinds.find((one) => one.code === code)
  if (kind === undefined || !rightsTo(ctx.actor, kind.department).enters) throw forbidden('filler')
  return kind
}

type Trace = {
  readonly action: 'register.attach' | 'register.detach'
  readonly row: RecordRow
  readonly name: string
  readonly fileHash: string
}

async function leaveTrace(ctx: Context, tx: Db, { action, row, name, fileHash }: Trace): Promise<void> {
  await audit(tx, {
    at: ctx.now().toISOString(),
    actor: ctx.actor,
    action,
    object: `register:${row.kind}`,
    detail: { records: [row.id], evidence: name, fileHash },
  })
}
