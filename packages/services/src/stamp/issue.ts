import { deflateSync } from 'node:zlib'
import type { IssuedKind } from '@cg/contract/stamp'
import { issuedFile } from '@cg/db/schema'
import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { sha256 } from '../release/stored/sha256.ts'
import { textsJson } from './issued-row.ts'
import type { IssuedSubject } from './issued-row.ts'

export type Issued = {
  readonly code: string
  /** What is known by the seal of its release is not written down. */
  readonly kind: Exclude<IssuedKind, 'archive'>
  readonly format: string
  readonly release: string
  readonly period: string
  readonly title: string
  /** What of the release was asked for; plain data. */
  readonly spec: unknown
  readonly subject: IssuedSubject
  readonly bytes: Uint8Array
  /** What the file says, read from its own bytes. */
  readonly texts?: readonly string[]
}

/** Texts of a workbook of thousands of units are kept as their digest alone. */
const mostTextBytes = 256 * 1024

/** A file has been made to be handed out: one row for each distinct one, however often it is taken. */
export async function recordIssued(ctx: Context, file: Issued): Promise<void> {
  const { code, kind, format, release, period, title, spec, subject } = file
  const texts = textsJson(file.texts ?? [])
  const packed = deflateSync(texts)
  const row = {
    code,
    fileHash: sha256(Buffer.from(file.bytes)),
    kind,
    format,
    releaseCode: release,
    period,
    title,
    spec: JSON.stringify(spec),
    subject: JSON.stringify(subject),
    textsHash: sha256(texts),
    texts: packed.byteLength > mostTextBytes ? null : packed,
    firstAt: ctx.now().toISOString(),
    firstBy: ctx.actor.userId,
    taken: 1,
  }
  await ctx.store.write({ unaudited: 'stamp.issue' }, async (tx) => {
    await tx
      .insert(issuedFile)
      .values(row)
      .onConflictDoUpdate({
        target: [issuedFile.code, issuedFile.fileHash],
        set: { taken: sql`${issuedFile.taken} + 1` },
      })
  })
}
