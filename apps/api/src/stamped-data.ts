import type { Context } from '@cg/services/context'
import { readTidy } from '@cg/services/release/read/tidy'
import type { FoundFile } from '@cg/services/stamp/check'
import { codeOfRelease } from '@cg/services/stamp/check-archive'
import type { OwnData } from '@cg/services/stamp/check-archive'

/** How the first line of 数据下载 begins, and each other one with the release itself. */
const firstLine = /^发布编号，期次，/u
const ownRelease = /^[^，]+/u

/** The data of the release that an uploaded CSV names as its own; undefined for any other file. */
export async function ownDataOf(ctx: Context, { format, texts }: FoundFile): Promise<OwnData | undefined> {
  const [head = '', line = ''] = texts
  const [release] = ownRelease.exec(line) ?? []
  if (format !== 'csv' || release === undefined || !firstLine.test(head)) return undefined
  if ((await codeOfRelease(ctx, release)) === null) return undefined
  const { renderTidyCsv } = await import('@cg/export/sheet/tidy-csv')
  const { inspectFile } = await import('@cg/export/stamp/inspect')
  const own = await inspectFile(Buffer.from(renderTidyCsv(await readTidy(ctx, { code: release }))))
  return own.ok ? { release, hash: own.hash, texts: own.texts } : undefined
}
