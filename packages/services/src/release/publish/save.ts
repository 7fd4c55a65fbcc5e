import { among, keptQuery } from '@cg/db/kept-query'
import { release, releaseAnswer, releaseBase } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { and, eq, inArray, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { ReleaseBasis } from '../stored/basis.ts'
import type { MadeAnswer } from '../stored/made-answer.ts'
import { frozenShape } from '../stored/shape.ts'

/** Takes back what a preview stored, before it is discarded. */
export async function clearRelease(tx: Db, releaseId: number): Promise<void> {
  await tx.delete(releaseAnswer).where(eq(releaseAnswer.releaseId, releaseId))
  await tx.delete(releaseBase).where(eq(releaseBase.releaseId, releaseId))
}

/**
 * Stores the answers of a release over those of an earlier computation: what came out as before stays where it lies. The
 * bytes themselves are compared, so that a preview damaged on disk is whole again when it is prepared again.
 */
export async function replaceAnswers(
  tx: Db,
  releaseId: number,
  answers: ReadonlyMap<string, MadeAnswer>,
): Promise<void> {
  const before = await putAnswers(tx, releaseId, answers)
  for (const gone of before) if (!answers.has(gone)) await tx.delete(releaseAnswer).where(answerAt(releaseId, gone))
}

/** Stores some of the answers likewise and leaves the others alone; answers the names of those that stood there. */
export async function putAnswers(
  tx: Db,
  releaseId: number,
  answers: ReadonlyMap<string, MadeAnswer>,
): Promise<ReadonlySet<string>> {
  const { name } = releaseAnswer
  const rows = await tx.select({ name }).from(releaseAnswer).where(eq(releaseAnswer.releaseId, releaseId))
  const before = new Set(rows.map((one) => one.name))
  for (const names of inTurns(answers)) {
    const known = names.filter((one) => before.has(one))
    const lying = known.length === 0 ? [] : await lyingNow(tx, { id: releaseId, names: JSON.stringify(known) })
    const same = new Set(lying.filter((one) => liesAs(one, must(answers.get(one.name)))).map((one) => one.name))
    for (const answer of names) {
      if (same.has(answer)) continue
      const { hash, body, packedHash } = must(answers.get(answer))
      const row = { id: releaseId, name: answer, hash, body, packedHash, shape: frozenShape }
      await (before.has(answer) ? changeRow(tx, row) : addRow(tx, row))
    }
  }
  return before
}

/** Names by turns of some megabytes: a nation's answers are not all held twice. */
function inTurns(answers: ReadonlyMap<string, MadeAnswer>): string[][] {
  const turns: string[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const [name, { body }] of answers) {
    if (bytes > mostAtOnce) {
      turns.push([])
      bytes = 0
    }
    must(turns.at(-1)).push(name)
    bytes += body.byteLength
  }
  return turns
}

const mostAtOnce = 4 * 1024 * 1024

const lyingNow = keptQuery((db) =>
  db
    .select()
    .from(releaseAnswer)
    .where(and(eq(releaseAnswer.releaseId, sql.placeholder('id')), among(releaseAnswer.name, 'names')))
    .prepare(),
)

/** Drizzle takes longer to word the same statement for each of fifty answers than SQLite to store them. */
const bound = {
  hash: sql`${sql.placeholder('hash')}`,
  body: sql`${sql.placeholder('body')}`,
  packedHash: sql`${sql.placeholder('packedHash')}`,
  shape: sql`${sql.placeholder('shape')}`,
}

const addRow = keptQuery((db) =>
  db
    .insert(releaseAnswer)
    .values({ releaseId: sql.placeholder('id'), name: sql.placeholder('name'), ...bound })
    .prepare(),
)

const changeRow = keptQuery((db) =>
  db
    .update(releaseAnswer)
    .set(bound)
    .where(and(eq(releaseAnswer.releaseId, sql.placeholder('id')), eq(releaseAnswer.name, sql.placeholder('name'))))
    .prepare(),
)

type Row = typeof releaseAnswer.$inferSelect

function liesAs({ hash, shape, packedHash, body }: Row, made: MadeAnswer): boolean {
  const isSame = hash === made.hash && shape === frozenShape && packedHash === made.packedHash
  return isSame && body.equals(made.body)
}

function answerAt(releaseId: number, name: string): SQL | undefined {
  return and(eq(releaseAnswer.releaseId, releaseId), eq(releaseAnswer.name, name))
}

export async function replaceBases(tx: Db, releaseId: number, basis: ReleaseBasis): Promise<void> {
  await tx.delete(releaseBase).where(eq(releaseBase.releaseId, releaseId))
  await saveBases(tx, releaseId, basis)
}

async function saveBases(tx: Db, releaseId: number, { bases }: ReleaseBasis): Promise<void> {
  if (bases.length === 0) return
  const rows = await tx
    .select({ id: release.id, code: release.code })
    .from(release)
    .where(
      inArray(
        release.code,
        bases.map((base) => base.code),
      ),
    )
  const ids = new Map(rows.map((row) => [row.code, row.id]))
  await tx
    .insert(releaseBase)
    .values(bases.map(({ period, code }) => ({ releaseId, period, baseReleaseId: ids.get(code) ?? 0 })))
}
