import { emptyHandoverRow } from '@cg/contract/handover'
import type { Handover, HandoverMapping, HandoverTrial, HandoverVersion } from '@cg/contract/handover'
import { handoverMapping, user } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { desc, eq } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { ServiceError, invalid } from '../errors.ts'
import { hasCityRole, requireCityRole } from '../permission.ts'
import { sha256 } from '../release/stored/sha256.ts'
import { buildHandover } from './build.ts'
import { loadHandoverFacts } from './facts.ts'
import type { HandoverFacts } from './facts.ts'

const nothing: HandoverMapping = { rows: [], regions: [], states: [] }

type Saved = HandoverVersion & { readonly mapping: HandoverMapping }

/** The whole page: for the office, which hands over and checks what is handed over. */
export async function readHandover(ctx: Context, { code }: { code: string }): Promise<Handover> {
  requireCityRole(ctx.actor, 'reviewer', 'publisher')
  return pageOf(ctx, await loadHandoverFacts(ctx, code))
}

async function pageOf(ctx: Context, facts: HandoverFacts): Promise<Handover> {
  const versions = await ctx.store.read(loadVersions)
  const mapping = versions[0]?.mapping ?? nothing
  return {
    ...choicesOf(facts),
    version: versions[0]?.version ?? 0,
    mapping,
    trial: buildHandover(facts, mapping),
    history: versions.map(({ version, savedBy, savedAt, note, rows }) => ({ version, savedBy, savedAt, note, rows })),
    maySave: hasCityRole(ctx.actor, 'publisher'),
  }
}

/** What of ours may stand in a mapping. */
export type HandoverChoices = Pick<Handover, 'release' | 'contentHash' | 'indicators' | 'items' | 'units'>

function choicesOf(facts: HandoverFacts): HandoverChoices {
  return {
    release: facts.release,
    contentHash: facts.contentHash,
    indicators: facts.indicators.map(({ code, name, parts, groups }) => ({
      code,
      name,
      unit: parts.value?.unit ?? '',
      numerator: parts.numerator === null ? null : `${parts.numerator.name}（${parts.numerator.unit}）`,
      denominator: parts.denominator === null ? null : `${parts.denominator.name}（${parts.denominator.unit}）`,
      groups: [...groups],
    })),
    items: facts.items.map(({ code, name, measure, time, groups, lacks, hasCity }) => ({
      code,
      name,
      unit: measure.unit,
      time,
      groups: [...groups],
      lacks,
      hasCity,
    })),
    units: facts.units,
  }
}

/** Newest first; a body was checked when it was saved. */
async function loadVersions(db: Db): Promise<Saved[]> {
  const rows = await db
    .select({ row: handoverMapping, by: user.name })
    .from(handoverMapping)
    .innerJoin(user, eq(user.id, handoverMapping.savedBy))
    .orderBy(desc(handoverMapping.id))
  return rows.map(({ row, by }) => {
    const mapping = parseMapping(row.body)
    return {
      version: row.id,
      savedBy: by,
      savedAt: row.savedAt,
      note: row.note,
      rows: mapping.rows.length,
      mapping,
    }
  })
}

/** A cast: the body was written by `saveHandover` from a checked request; rows from before there were items lack theirs. */
function parseMapping(body: string): HandoverMapping {
  return inOrder(JSON.parse(body) as HandoverMapping)
}

/** With the fields of a row in one order, so that the same mapping is the same text. */
function inOrder(mapping: HandoverMapping): HandoverMapping {
  return { ...mapping, rows: mapping.rows.map((row) => ({ ...emptyHandoverRow, ...row })) }
}

/** What a mapping would hand over; nothing is written. */
export async function tryHandover(
  ctx: Context,
  { code, mapping }: { code: string; mapping: HandoverMapping },
): Promise<HandoverTrial> {
  requireCityRole(ctx.actor, 'reviewer', 'publisher')
  return buildHandover(await loadHandoverFacts(ctx, code), mapping)
}

/** A trial with what its workbook says besides. */
export type TrialFile = {
  readonly choices: HandoverChoices
  readonly nature: string | null
  readonly mapping: HandoverMapping
  readonly trial: HandoverTrial
}

/** As `tryHandover`, for a workbook: finished or not. */
export async function makeTrial(
  ctx: Context,
  { code, mapping }: { code: string; mapping: HandoverMapping },
): Promise<TrialFile> {
  requireCityRole(ctx.actor, 'reviewer', 'publisher')
  const facts = await loadHandoverFacts(ctx, code)
  return { choices: choicesOf(facts), nature: facts.nature, mapping, trial: buildHandover(facts, mapping) }
}

/** Saves the mapping as a new version, finished or not: only a file asks that nothing is left open. */
export async function saveHandover(
  ctx: Context,
  input: { code: string; base: number; note: string; mapping: HandoverMapping },
): Promise<Handover> {
  requireCityRole(ctx.actor, 'publisher')
  const note = input.note.trim()
  if (note.length < 2) throw invalid('请写明这次改了什么（至少 2 个字）。', { reason: 'handover.note' })
  const facts = await loadHandoverFacts(ctx, input.code)
  const body = JSON.stringify(inOrder(input.mapping))
  await ctx.store.write('handover.save', async (tx) => {
    const [newest] = await loadVersions(tx)
    if ((newest?.version ?? 0) !== input.base) {
      throw new ServiceError(
        'conflict',
        `对照表刚由${newest?.savedBy ?? '他人'}保存为第${newest?.version ?? 0}版，您的修改没有保存。请先导出您的改动，刷新页面后重做。`,
        { reason: 'handover.changed' },
      )
    }
    if (newest !== undefined && JSON.stringify(newest.mapping) === body)
      throw invalid('对照表没有改动，不必保存。', { reason: 'handover.same' })
    const savedAt = ctx.now().toISOString()
    const [made] = await tx
      .insert(handoverMapping)
      .values({ body, note, savedBy: ctx.actor.userId, savedAt })
      .returning({ id: handoverMapping.id })
    await audit(tx, {
      at: savedAt,
      actor: ctx.actor,
      action: 'handover.save',
      object: `handover:${must(made).id}`,
      detail: { note, rowCount: input.mapping.rows.length, hash: sha256(Buffer.from(body)) },
    })
  })
  return pageOf(ctx, facts)
}

/** The lines of a file, with what it must say of itself. */
export type HandoverFile = {
  readonly facts: HandoverFacts
  readonly trial: HandoverTrial
  readonly mapping: HandoverMapping
  readonly version: HandoverVersion
}

/** What the file holds; refused while anything of it is open, or when another mapping is in force than was tried. */
export async function makeHandover(ctx: Context, input: { code: string; mapping: number }): Promise<HandoverFile> {
  requireCityRole(ctx.actor, 'publisher')
  const facts = await loadHandoverFacts(ctx, input.code)
  const [newest] = await ctx.store.read(loadVersions)
  if (newest === undefined)
    throw new ServiceError('conflict', '还没有对照表，不能生成移交文件。请先保存对照表。', { reason: 'handover.none' })
  if (newest.version !== input.mapping) {
    throw new ServiceError(
      'conflict',
      `试运行用的是第${input.mapping}版对照表，现在是第${newest.version}版。请刷新页面，再看一遍试运行。`,
      { reason: 'handover.changed' },
    )
  }
  const trial = buildHandover(facts, newest.mapping)
  const [first] = trial.problems
  if (first !== undefined) {
    const place = first.row === null ? '' : `第${first.row + 1}行：`
    throw new ServiceError(
      'conflict',
      `还有 ${trial.problems.length} 处没有处理完，不能生成移交文件。${place}${first.message}`,
      { reason: 'handover.open' },
    )
  }
  const { mapping, ...version } = newest
  return { facts, trial, mapping, version }
}

/** The file has left the house: who took it, by which mapping, and the digest by which a copy can be known again. */
export async function recordHandover(
  ctx: Context,
  input: { code: string; mapping: number; format: string; bytes: Uint8Array },
): Promise<void> {
  await ctx.store.write('release.take_handover', async (tx) => {
    await audit(tx, {
      at: ctx.now().toISOString(),
      actor: ctx.actor,
      action: 'release.take_handover',
      object: `release:${input.code}`,
      detail: {
        mappingVersion: input.mapping,
        format: input.format,
        fileSize: input.bytes.byteLength,
        fileHash: sha256(Buffer.from(input.bytes)),
      },
    })
  })
}

/** A trial has left the house with figures of the release in it: who took it, and the digest of the workbook. */
export async function recordTrial(
  ctx: Context,
  input: { code: string; rows: number; bytes: Uint8Array },
): Promise<void> {
  await ctx.store.write('release.take_trial', async (tx) => {
    await audit(tx, {
      at: ctx.now().toISOString(),
      actor: ctx.actor,
      action: 'release.take_trial',
      object: `release:${input.code}`,
      detail: {
        rowCount: input.rows,
        format: 'xlsx',
        fileSize: input.bytes.byteLength,
        fileHash: sha256(Buffer.from(input.bytes)),
      },
    })
  })
}
