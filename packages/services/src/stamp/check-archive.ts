import type { StampAnswer, StampVerdict, TextChanges } from '@cg/contract/stamp'
import { release } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { stampCode } from '@cg/domain/stamp-code'
import { eq } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { judgeArchive } from '../release/publish/archive.ts'
import type { ReadArchive } from '../release/publish/archive.ts'
import { compareTexts } from './compare-texts.ts'
import { standingOf } from './standing.ts'
import { stampSentence } from './words.ts'

/*
 * 发布存档 and 离线册 are the whole of a release, and of a checked speech nothing may be kept: their code follows from the seal of
 * the release, so that they are known without having been written down when they were taken.
 */

type Sealed = { readonly code: string; readonly period: string; readonly seal: string; readonly publishedAt: string }

/** What stands under a code that follows from the seal of a release; null: it is none of one. */
export async function releaseCoded(db: Db, ctx: Context, code: string): Promise<StampAnswer | null> {
  const found = (await sealedReleases(db)).find(({ seal }) => stampCode(seal) === code)
  return found === undefined ? null : answerOf(db, ctx, found, { verdict: 'named' })
}

/** The code by which a published release is known; null of a preview, which has no seal. */
export async function codeOfRelease(ctx: Context, code: string): Promise<string | null> {
  const found = await ctx.store.read(async (db) => (await sealedReleases(db)).find((one) => one.code === code))
  return found === undefined ? null : stampCode(found.seal)
}

/** 数据下载 of a release as it is made today: always the same bytes, so that a copy is held against them. */
export type OwnData = { readonly release: string; readonly hash: string; readonly texts: readonly string[] }

/** Whether uploaded data are those of the release that they name; null where there is no such release. */
export async function checkDataFile(
  db: Db,
  ctx: Context,
  { own, hash, texts }: { readonly own: OwnData; readonly hash: string; readonly texts: readonly string[] },
): Promise<StampAnswer | null> {
  const found = (await sealedReleases(db)).find(({ code }) => code === own.release)
  if (found === undefined) return null
  const changes = hash === own.hash ? null : compareTexts(own.texts, texts)
  const verdict = hash === own.hash ? 'original' : changes === null ? 'resaved' : 'altered'
  return answerOf(db, ctx, found, { verdict, texts: changes, format: 'csv' })
}

/** Whether an uploaded archive is sound by itself and sealed as the platform sealed that release. */
export async function checkArchiveFile(db: Db, ctx: Context, archive: ReadArchive): Promise<StampAnswer> {
  const { checks, named } = judgeArchive(archive)
  const faults = checks.filter(({ isSound }) => !isSound).map(({ words }) => words)
  const found = (await sealedReleases(db)).find(({ code }) => code === named?.release)
  if (found === undefined) return unknownArchive(named === null ? faults : [`本平台没有发布过 ${named.release}。`])
  const isSealed = named?.seal === found.seal
  const sealFault = isSealed ? [] : [`存档所写的校验码与平台上 ${found.code} 的校验码不同。`]
  const all = [...sealFault, ...faults]
  return answerOf(db, ctx, found, { verdict: all.length === 0 ? 'original' : 'altered', faults: all })
}

async function sealedReleases(db: Db): Promise<Sealed[]> {
  const rows = await db.select().from(release).where(eq(release.state, 'published'))
  return rows.flatMap(({ code, period, contentHash, publishedAt, preparedAt }) =>
    code === null || contentHash === null
      ? []
      : [{ code, period, seal: contentHash, publishedAt: publishedAt ?? preparedAt }],
  )
}

type Judged = {
  readonly verdict: StampVerdict
  readonly faults?: readonly string[]
  readonly texts?: TextChanges | null
  readonly format?: 'zip' | 'csv'
}

async function answerOf(
  db: Db,
  ctx: Context,
  { code, period, seal, publishedAt }: Sealed,
  { verdict, faults = [], texts = null, format = 'zip' }: Judged,
): Promise<StampAnswer> {
  const all = JSON.stringify({ indicators: null, units: null })
  const placed = { releaseCode: code, period, format: 'zip', subject: all, texts: null }
  const { isHidden: _, ...standing } = await standingOf(db, ctx, placed)
  const file = {
    code: stampCode(seal),
    kind: 'archive',
    format,
    title: '',
    release: code,
    period,
    firstAt: publishedAt,
  } as const
  const found = { verdict, file, ...standing, texts, faults: [...faults] }
  return { ...found, sentence: stampSentence(found) }
}

function unknownArchive(faults: readonly string[]): StampAnswer {
  const nothing = { file: null, standing: null, correction: null, laterQuarter: null, changes: [], changesTotal: 0 }
  return {
    ...nothing,
    verdict: 'unknown',
    texts: null,
    faults: [...faults],
    sentence: '这个压缩包不是本平台发布的存档，或者是在别的平台、恢复备份之前生成的。',
  }
}
