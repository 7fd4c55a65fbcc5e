import type { Verification } from '@cg/contract/publish'
import { auditEvent, release, releaseAnswer, releaseCell, releaseResult, releaseScore, seal } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { asc, and, eq, lte } from 'drizzle-orm'
import { headText } from '../../anchor/keep.ts'
import { loadNames } from '../../entry/form/names.ts'
import type { Context } from '../../context.ts'
import { requireCityRole } from '../../permission.ts'
import { cellTable, packCells } from '../stored/cell-table.ts'
import { contentHashOf, resultsHash, scoresHash } from './digest.ts'
import type { ReleaseContent } from './digest.ts'
import { solePowerOver } from './powers.ts'
import { solePowerWords } from '../stored/sole-power.ts'
import { sha256 } from '../stored/sha256.ts'
import { computeFigures } from '../compute/figures.ts'
import { releaseHead } from '../stored/head.ts'
import { withEarlier } from '../input/load-input.ts'
import { loadLastingBasis, loadStoredBasis } from '../stored/answers.ts'
import { signersOf } from '../stored/preview-row.ts'
import type { ReleaseRow } from '../stored/preview-row.ts'
import { loadRelease } from '../stored/release-row.ts'
import { innerBytes, renderAnswers } from '../facts/answers.ts'

type Check = Verification['checks'][number]

/** Recomputes a release's digest from its stored rows and bytes. Auditors, publishers, reviewers and admins. */
export async function verifyRelease(ctx: Context, { code }: { code: string }): Promise<Verification> {
  requireCityRole(ctx.actor, 'auditor', 'publisher', 'reviewer', 'admin')
  return ctx.store.read(async (db) => {
    const row = await loadRelease(db, code)
    const answers = await checkAnswers(db, row.id)
    const cells = await checkCells(db, row.id, answers.hashes['cells'] ?? '')
    const recomputedHash = await recompute(db, row, answers.hashes)
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

async function checkAnswers(db: Db, id: number): Promise<{ check: Check; hashes: Record<string, string> }> {
  const rows = await db.select().from(releaseAnswer).where(eq(releaseAnswer.releaseId, id))
  const hashes = Object.fromEntries(rows.map((row) => [row.name, sha256(row.body)]))
  const broken = rows.filter((row) => hashes[row.name] !== row.hash).map((row) => row.name)
  return {
    hashes,
    check: {
      name: '答复字节',
      isSound: broken.length === 0,
      detail: broken.length === 0 ? `${rows.length}份答复与各自摘要一致` : `摘要不符：${broken.join('、')}`,
    },
  }
}

/** The frozen rows must give the very bytes that were packed from them. */
async function checkCells(db: Db, id: number, packed: string): Promise<Check> {
  const rows = await db.select().from(releaseCell).where(eq(releaseCell.releaseId, id))
  const { units } = await loadLastingBasis(db, id)
  const cells = rows.map(({ itemCode, unitCode, breakdown, state, value, cellVersion }) => ({
    item: itemCode,
    unit: unitCode,
    breakdown,
    state,
    value,
    version: cellVersion,
  }))
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
    detail: isSound ? `${rows.length}格与发布内容一致` : `${rows.length}格与发布内容不一致`,
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
  const results = await db
    .select()
    .from(releaseResult)
    .where(eq(releaseResult.releaseId, row.id))
    .orderBy(asc(releaseResult.indicatorCode), asc(releaseResult.unitCode), asc(releaseResult.breakdown))
  const scores = await db
    .select()
    .from(releaseScore)
    .where(eq(releaseScore.releaseId, row.id))
    .orderBy(asc(releaseScore.unitCode))
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
    results: resultsHash(results.map(({ releaseId: _releaseId, ...result }) => result)),
    scores: scoresHash(scores.map(({ releaseId: _releaseId, ...score }) => score)),
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
    const rows = await db.select().from(releaseCell).where(eq(releaseCell.releaseId, row.id))
    const cells = cellTable(
      basis.units.map((unit) => unit.code),
      rows.map(({ itemCode: item, unitCode: unit, breakdown, state, value, cellVersion: version }) => ({
        item,
        unit,
        breakdown,
        state,
        value,
        version,
      })),
    )
    const figures = computeFigures(await withEarlier(db, basis, cells))
    const preparation = { sequence: row.sequence ?? 0, preparedAt: row.preparedAt, reason: row.reason }
    const head = releaseHead(basis, preparation, row.publishedAt)
    return new Map<string, Buffer>([...innerBytes(figures), ...renderAnswers(head, figures)])
  })
}
