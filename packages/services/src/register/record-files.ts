import type { RegisterRecord } from '@cg/contract/register'
import { registerFile, user } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { ServiceError } from '../errors.ts'
import type { KnownKind } from './known.ts'
import type { RecordRow } from './records.ts'

/** The files behind records as their page shows them, by record. */
export async function loadFiles(db: Db, ids: readonly number[]): Promise<ReadonlyMap<number, RegisterRecord['files']>> {
  const rows = await filesOf(db, ids)
  return new Map(
    [...Map.groupBy(rows, ({ recordId }) => recordId)].map(([id, files]) => [
      id,
      files.map(({ id: file, name, by, addedAt }) => ({ id: file, name, by, at: addedAt })),
    ]),
  )
}

/** Refuses to have records count that lack what their kind needs. */
export async function requireProof(tx: Db, { proof }: KnownKind, records: readonly RecordRow[]): Promise<void> {
  if (proof?.isRequired !== true) return
  const proven = new Set(
    (
      await filesOf(
        tx,
        records.map(({ id }) => id),
      )
    ).map(({ recordId }) => recordId),
  )
  const bare = records.filter(({ id }) => !proven.has(id))
  if (bare.length > 0)
    throw new ServiceError(
      'conflict',
      `第${bare.map(({ id }) => id).join('、')}号记录还没有上传“${proof.name}”，不能入账。请退回登记部门补充。`,
      { reason: 'register.no_proof' },
    )
}

/** The files that stand behind records, in the order they came. */
export async function filesOf(db: Db, ids: readonly number[]) {
  if (ids.length === 0) return []
  const rows = await db
    .select({ file: registerFile, by: user.name })
    .from(registerFile)
    .innerJoin(user, eq(user.id, registerFile.addedBy))
    .where(and(inArray(registerFile.recordId, [...ids]), isNull(registerFile.removedAt)))
    .orderBy(asc(registerFile.id))
  return rows.map(({ file, by }) => ({ ...file, by }))
}
