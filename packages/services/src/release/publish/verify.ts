import type { Verification } from '@cg/contract/publish'
import { auditEvent, release, releaseAnswer, seal } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { asc, and, eq, lte } from 'drizzle-orm'
import { headText } from '../../anchor/keep.ts'
import { loadNames } from '../../entry/form/names.ts'
import type { Context } from '../../context.ts'
import { requireCityRole } from '../../permission.ts'
import { cellTable, packCells, releasedCells, unpackCells } from '../stored/cell-table.ts'
import { cellRowsOf, resultRowsOf, scoreRowsOf } from '../stored/frozen-rows.ts'
import { wholeOf } from '../stored/packed-bytes.ts'
import { contentHashOf, resultsHash, scoresHash } from './digest.ts'
import type { ReleaseContent } from './digest.ts'
import { solePowerOver } from './powers.ts'
import { solePowerWords } from '../stored/sole-power.ts'
import { sha256 } from '../stored/sha256.ts'
import { computeFigures } from '../compute/figures.ts'
import { releaseHead } from '../stored/head.ts'
import { withEarlier } from '../input/load-input.ts'
import { loadAnswer, loadLastingBasis, loadStoredBasis } from '../stored/answers.ts'
import { signersOf } from '../stored/preview-row.ts'
import type { ReleaseRow } from '../stored/preview-row.ts'
import { loadRelease } from '../stored/release-row.ts'
import { ownAnswers } from '../facts/answers.ts'
import { headBytes, headName } from '../stored/own-bytes.ts'

type Check = Verification['checks'][number]

/** Recomputes a release's digest from its stored rows and bytes. Auditors, publishers, reviewers and admins. */
export async function verifyRelease(ctx: Context, { code }: { code: string }): Promise<Verification> {
  requireCityRole(ctx.actor, 'auditor', 'publisher', 'reviewer', 'admin')
  return ctx.store.read(async (db) => {
    const row = await loadRelease(db, code)
    const answers = await checkAnswers(db, row.id)
    const cells = await checkCells(db, row.id, answers)
    // Without its basis nothing can be said of what it covers.
    const recomputedHash = answers.broken.includes('basis') ? '' : await recompute(db, row, answers.hashes)
    const whole: Check = {
      name: '内容摘要',
      isSound: recomputedHash === row.contentHash,
      detail: recomputedHash === row.contentHash ? '与发布时一致' : '与发布时不一致，发布内容被改动过',
    }
    const checks = [
      answers.check,
      cells,
      whole,
      await checkChain(db, row),
      await checkSeal(db, row),
      await powersOf(db, row),
    ]
    return {
      code,
      isSound: checks.every((check) => check.isSound),
      contentHash: row.contentHash ?? '',
      recomputedHash,
      previousHash: row.previousHash,
      checks,
    }
  })
}

type CheckedAnswers = { check: Check; hashes: Record<string, string>; broken: readonly string[] }

/** The digests of the whole bytes; of what does not lie there as it was put, of what lies there. */
async function checkAnswers(db: Db, id: number): Promise<CheckedAnswers> {
  const rows = await db.select().from(releaseAnswer).where(eq(releaseAnswer.releaseId, id))
  const hashes: Record<string, string> = {}
  const broken: string[] = []
  for (const row of rows) {
    const whole = wholeOf(row)
    const digest = sha256(whole ?? row.body)
    hashes[row.name] = digest
    if (whole === null || digest !== row.hash) broken.push(row.name)
  }
  return {
    hashes,
    broken,
    check: {
      name: '答复字节',
      isSound: broken.length === 0,
      detail: broken.length === 0 ? `${rows.length}份答复与各自摘要一致` : `摘要不符：${broken.join('、')}`,
    },
  }
}

/** Cells, figures and scores lie among the answers: what stands in the tables that they once had rows of was put there. */
async function checkColumns(db: Db, id: number, { broken }: CheckedAnswers): Promise<Check> {
  const name = '冻结的数据格'
  const [cells, results, scores] = [await cellRowsOf(db, id), await resultRowsOf(db, id), await scoreRowsOf(db, id)]
  const foreign = cells.length + results.length + scores.length
  if (foreign > 0) return { name, isSound: false, detail: `另有${foreign}行数据不是发布时写入的` }
  if (broken.includes('cells')) return { name, isSound: false, detail: '数据格与发布内容不一致' }
  const frozen = unpackCells(await loadAnswer(db, id, 'cells'))
  return { name, isSound: true, detail: `${[...releasedCells(frozen)].length}格与发布内容一致` }
}

const inColumns = (hashes: Readonly<Record<string, string>>): boolean => hashes['results'] !== undefined

/** Of a release of rows they must give the very bytes that were packed from them. */
async function checkCells(db: Db, id: number, answers: CheckedAnswers): Promise<Check> {
  if (inColumns(answers.hashes)) return checkColumns(db, id, answers)
  if (answers.broken.includes('basis')) return { name: '冻结的数据格', isSound: false, detail: '依据与发布时不一致' }
  const packed = answers.hashes['cells'] ?? ''
  const cells = await cellRowsOf(db, id)
  const { units } = await loadLastingBasis(db, id)
  const known = new Set<string>(units.map((unit) => unit.code))
  const isSound =
    cells.every((cell) => known.has(cell.unit)) &&
    sha256(
      packCells(
        cellTable(
          units.map((unit) => unit.code),
          cells,
        ),
      ),
    ) === packed
  return {
    name: '冻结的数据格',
    isSound,
    detail: isSound ? `${cells.length}格与发布内容一致` : `${cells.length}格与发布内容不一致`,
  }
}

async function recompute(db: Db, row: ReleaseRow, answers: Record<string, string>): Promise<string> {
  const { signers, ...content } = await storedContent(db, row, answers)
  const withoutNames = contentHashOf(content)
  return withoutNames === row.contentHash ? withoutNames : contentHashOf({ ...content, signers })
}

/** What the digest of a release covers, from its stored rows; `answers`: the digest of each stored answer. */
export async function storedContent(
  db: Db,
  row: ReleaseRow,
  answers: Readonly<Record<string, string>>,
): Promise<ReleaseContent & Required<Pick<ReleaseContent, 'signers'>>> {
  const rows = inColumns(answers)
    ? {}
    : {
        results: resultsHash(await resultRowsOf(db, row.id)),
        scores: scoresHash(await scoreRowsOf(db, row.id)),
      }
  const { bases } = await loadLastingBasis(db, row.id)
  return {
    code: row.code ?? '',
    period: row.period,
    sequence: row.sequence ?? 0,
    reason: row.reason,
    preparedBy: row.preparedBy,
    preparedAt: row.preparedAt,
    publishedBy: row.publishedBy ?? 0,
    publishedAt: row.publishedAt ?? '',
    isDemo: row.isDemo,
    catalogueHash: row.catalogueHash ?? '',
    previousHash: row.previousHash,
    bases: bases.map((base) => ({ period: base.period, hash: base.hash })),
    ...rows,
    answers,
    signers: await signersOf(db, row),
  }
}

async function checkChain(db: Db, row: ReleaseRow): Promise<Check> {
  if (row.previousHash === null) return { name: '链条', isSound: true, detail: '这是第一次发布' }
  const [before] = await db
    .select({ code: release.code })
    .from(release)
    .where(and(eq(release.contentHash, row.previousHash), eq(release.state, 'published')))
  const code = before?.code ?? null
  return code === null
    ? { name: '链条', isSound: false, detail: '找不到上一次发布，链条中断' }
    : { name: '链条', isSound: true, detail: `接在 ${code} 之后` }
}

/** The first seal that covers its publication; its short form on paper can be held against the chain later. */
async function checkSeal(db: Db, { code, sealId }: ReleaseRow): Promise<Check> {
  const [found] = await db
    .select({ seals: seal.id, hash: seal.hash })
    .from(seal)
    .innerJoin(auditEvent, lte(auditEvent.id, seal.eventId))
    .where(and(eq(auditEvent.action, 'release.publish'), eq(auditEvent.object, `release:${code ?? ''}`)))
    .orderBy(asc(seal.id))
    .limit(1)
  if (found === undefined) return { name: '封签', isSound: false, detail: '没有封签覆盖这次发布' }
  if (sealId !== null && sealId !== found.seals)
    return { name: '封签', isSound: false, detail: `文件上印的是第${sealId}个封签，覆盖它的却是 ${headText(found)}` }
  // The files of a release from before it named its seal print none.
  const printed = sealId === null ? '；发布在先，文件上没有印' : ''
  return { name: '封签', isSound: true, detail: `由封签 ${headText(found)} 封存${printed}` }
}

/** Whose powers stood behind it: one person who could act as both of the two could publish alone. */
async function powersOf(db: Db, row: ReleaseRow): Promise<Check> {
  const { sealId, publishedAt } = row
  const isRecorded = sealId !== null
  const sole = isRecorded ? row.solePower : await solePowerOver(db, { ...row, at: publishedAt ?? '' })
  const names = sole === null ? null : await loadNames(db, [sole])
  const detail =
    sole === null || names === null
      ? '编制人和签发人的权限不是由同一个人授予的'
      : solePowerWords(names(sole, publishedAt) ?? '')
  return { name: '权限', isSound: true, detail: `${detail}${isRecorded ? '' : '（按现在的授权，发布时没有记录）'}` }
}

/**
 * Computes a published release again from its frozen input alone and renders every answer as it is stored: what the same
 * program published must come out byte for byte.
 */
export async function renderAgain(ctx: Context, { code }: { code: string }): Promise<Map<string, Buffer>> {
  requireCityRole(ctx.actor, 'auditor', 'publisher', 'reviewer', 'admin')
  return ctx.store.read(async (db) => {
    const row = await loadRelease(db, code)
    const basis = await loadStoredBasis(db, row.id)
    const cells = unpackCells(await loadAnswer(db, row.id, 'cells'))
    const figures = computeFigures(await withEarlier(db, basis, cells))
    const preparation = { sequence: row.sequence ?? 0, preparedAt: row.preparedAt, reason: row.reason }
    const head = releaseHead(basis, preparation, row.publishedAt)
    const own = [...ownAnswers(head, figures)]
    return new Map<string, Buffer>([[headName, headBytes(head)], ...own])
  })
}
