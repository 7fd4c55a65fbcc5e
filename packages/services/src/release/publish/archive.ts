import { manifestName } from '@cg/contract/release/archive'
import { parsePreviewCode } from '@cg/contract/release/preview-code'
import { releaseAnswer } from '@cg/db/schema'
import { printedStampCode, stampCode } from '@cg/domain/stamp-code'
import { asc, eq } from 'drizzle-orm'
import { audit, byToken } from '../../audit.ts'
import type { Context } from '../../context.ts'
import { ServiceError, invalid } from '../../errors.ts'
import { loadRelease } from '../stored/release-row.ts'
import { wholeOf } from '../stored/packed-bytes.ts'
import { sha256 } from '../stored/sha256.ts'
import { contentHashOf } from './digest.ts'
import type { ReleaseContent } from './digest.ts'
import { storedContent } from './verify.ts'

/*
 * 发布存档: a release as files that can be kept apart from the platform, and proved without it. The seal of a release is
 * the digest of a list that names each of its answers with their own; the archive holds the list and the answers that
 * leaders may ask for, so that whoever has both can recompute the seal. What only checks read (every cell, withheld ones
 * too) is in the list by its digest alone.
 */

export type ArchiveFile = { readonly path: string; readonly bytes: Buffer }

type Manifest = {
  readonly kind: 'release-archive'
  readonly version: 1
  readonly release: string
  readonly seal: string
  /** What the seal covers. */
  readonly content: ReleaseContent
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[]
}

const inner: ReadonlySet<string> = new Set(['basis', 'cells', 'series', 'results', 'scores'])
const answerPath = (name: string): string => `answers/${name}.json`

/**
 * The files of a release's archive, the manifest first; `besides`: those made of its answers (data, book). Any signed-in
 * user, who may read each of them. Errors: a preview; a release that is not what was published.
 */
export async function archiveFiles(
  ctx: Context,
  { code, besides }: { readonly code: string; readonly besides: readonly ArchiveFile[] },
): Promise<{ readonly files: readonly ArchiveFile[]; readonly period: string; readonly publishedAt: string }> {
  if (parsePreviewCode(code) !== null)
    throw invalid('只有正式发布可以存档，试看没有编号和校验码。请在发布后下载。', { reason: 'archive.preview' })
  const { row, answers, content } = await ctx.store.read(async (db) => {
    const found = await loadRelease(db, code)
    const stored = await db
      .select()
      .from(releaseAnswer)
      .where(eq(releaseAnswer.releaseId, found.id))
      .orderBy(asc(releaseAnswer.name))
    // What does not lie there as it was put is told by its digest.
    const whole = stored.map(({ name, ...lying }) => ({ name, body: wholeOf(lying) ?? lying.body }))
    const digests = Object.fromEntries(whole.map(({ name, body }) => [name, sha256(body)]))
    return { row: found, answers: whole, content: await storedContent(db, found, digests) }
  })
  const { signers, ...unnamed } = content
  const sealed = [unnamed, { ...unnamed, signers }].find((one) => contentHashOf(one) === row.contentHash)
  if (sealed === undefined || row.contentHash === null)
    throw new ServiceError('conflict', '这次发布现在的内容与发布时不一致，不能存档。请审计员先在审计页核验。', {
      reason: 'archive.unsound',
    })
  const files: ArchiveFile[] = [
    { path: '说明.txt', bytes: Buffer.from(`\uFEFF${readme(code, row.contentHash)}`) },
    ...besides,
    ...answers
      .filter(({ name }) => !inner.has(name))
      .map(({ name, body }) => ({ path: answerPath(name), bytes: body })),
  ]
  const manifest: Manifest = {
    kind: 'release-archive',
    version: 1,
    release: code,
    seal: row.contentHash,
    content: sealed,
    files: files.map(({ path, bytes }) => ({ path, bytes: bytes.byteLength, sha256: sha256(bytes) })),
  }
  const first = { path: manifestName, bytes: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`) }
  return { files: [first, ...files], period: row.period, publishedAt: row.publishedAt ?? row.preparedAt }
}

function readme(code: string, seal: string): string {
  return [
    `发布存档 ${code}`,
    `内容校验码：${seal}`,
    `核验码：${printedStampCode(stampCode(seal))}`,
    '',
    'manifest.json：本存档的清单，每个文件的大小和 SHA-256，以及校验码所覆盖的内容。',
    'data.csv、data.json：本次发布的全部数值，一行一个数；data-fields.csv：各列的含义。',
    'book.html：离线数据册，双击即可在没有网络的电脑上打开。',
    'answers/：发布时冻结的各页数据（JSON）。',
    '',
    '核验：在平台“核验文件”页上传本文件，或输入核验码；没有平台时运行 npm run verify-archive -- 本文件.zip。',
    '离线核验只说明存档内各文件与清单、清单与校验码相符；请再将校验码与平台“发布记录”或纸质材料上的核对一致。',
    '',
  ].join('\r\n')
}

export type ArchiveCheck = { readonly isSound: boolean; readonly words: string }

/** What is read of an archive: its manifest, and of every file the digest. */
export type ReadArchive = { readonly manifest: string; readonly digests: ReadonlyMap<string, string> }

/** Recomputes all that an archive says of itself; the last line says what it is, or that it is not sound. */
export function checkArchive(files: ReadonlyMap<string, Uint8Array>): ArchiveCheck[] {
  const digests = new Map([...files].map(([path, bytes]) => [path, sha256(Buffer.from(bytes))]))
  const manifest = Buffer.from(files.get(manifestName) ?? new Uint8Array()).toString('utf8')
  return judgeArchive({ manifest, digests }).checks
}

/** As `checkArchive`, with the release and the seal that the archive names; null where it is none. */
export function judgeArchive({ manifest: text, digests }: ReadArchive): {
  readonly checks: ArchiveCheck[]
  readonly named: { readonly release: string; readonly seal: string } | null
} {
  const manifest = readManifest(text)
  if (manifest === null) {
    const words = `没有可读的 ${manifestName}，不是本平台的发布存档。`
    return { checks: [{ isSound: false, words }], named: null }
  }
  return { checks: checksOf(manifest, digests), named: { release: manifest.release, seal: manifest.seal } }
}

function checksOf({ content, seal, release, files }: Manifest, digests: ReadonlyMap<string, string>): ArchiveCheck[] {
  const listed = new Set(files.map(({ path }) => path))
  const faults = [
    ...files
      .filter(({ path, sha256: digest }) => digests.get(path) !== digest)
      .map(({ path }) => (digests.has(path) ? `${path} 与清单不符，被改动过` : `缺少 ${path}`)),
    ...[...digests.keys()]
      .filter((path) => path !== manifestName && !listed.has(path))
      .map((path) => `${path} 不在清单内`),
    ...Object.entries(content.answers)
      .filter(([name, digest]) => !inner.has(name) && digests.get(answerPath(name)) !== digest)
      .map(([name]) => `${answerPath(name)} 不是校验码所覆盖的内容`),
    ...(content.code === release ? [] : [`清单写的是 ${release}，校验码覆盖的是 ${content.code}`]),
    ...(contentHashOf(content) === seal ? [] : ['清单所列内容与校验码不符']),
  ]
  if (faults.length > 0)
    return [
      ...faults.map((words) => ({ isSound: false, words: `${words}。` })),
      { isSound: false, words: `存档 ${release} 与发布时不一致。` },
    ]
  return [
    { isSound: true, words: `${files.length} 个文件与清单一致。` },
    { isSound: true, words: `${Object.keys(content.answers).length} 份冻结的内容与校验码 ${seal} 一致。` },
    { isSound: true, words: `存档 ${release} 完好。请再与“发布记录”上的校验码核对。` },
  ]
}

/** Null where it is none; its parts are looked at before they are used. */
function readManifest(text: string): Manifest | null {
  try {
    const found: unknown = JSON.parse(text)
    return isManifest(found) ? found : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

function isManifest(value: unknown): value is Manifest {
  if (typeof value !== 'object' || value === null) return false
  const { kind, release, seal, content, files } = value as Partial<Manifest>
  return (
    kind === 'release-archive' &&
    typeof release === 'string' &&
    typeof seal === 'string' &&
    typeof content?.answers === 'object' &&
    Array.isArray(files)
  )
}

/** An archive has left the house: who took it, of which release, and the digest by which its copy can be known again. */
export async function recordArchive(
  ctx: Context,
  { code, bytes }: { readonly code: string; readonly bytes: Uint8Array },
): Promise<void> {
  await ctx.store.write('release.take_archive', async (tx) => {
    await audit(tx, {
      at: ctx.now().toISOString(),
      actor: ctx.actor,
      action: 'release.take_archive',
      object: `release:${code}`,
      detail: { fileSize: bytes.byteLength, fileHash: sha256(Buffer.from(bytes)), ...byToken(ctx) },
    })
  })
}
