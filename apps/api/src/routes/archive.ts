import { mediaTypes } from '@cg/contract/media'
import { exportArchive } from '@cg/contract/release/archive'
import type { RenderPool } from '@cg/export/render-pool'
import type { Context } from '@cg/services/context'
import { archiveFiles, recordArchive } from '@cg/services/release/publish/archive'
import type { ArchiveFile } from '@cg/services/release/publish/archive'
import { readBook } from '@cg/services/release/read/book'
import { readTidy } from '@cg/services/release/read/tidy'
import type { FastifyInstance } from 'fastify'
import { poolOf, unlessBusy } from '../drawing.ts'
import { endpoint } from '../endpoint.ts'
import { sendFile } from '../send-file.ts'

/** A release to be kept, in one file that proves itself. */
export function registerArchiveRoute(app: FastifyInstance): void {
  const pool = poolOf(app)
  endpoint(
    app,
    exportArchive,
    async ({ ctx, params: { code }, reply }) => {
      const { writeZip } = await import('@cg/export/archive/zip')
      const { joinedFileName } = await import('@cg/export/file-name')
      const besides = await filesBesides(ctx, code, await pool())
      const { files, period, publishedAt } = await archiveFiles(ctx, { code, besides })
      const bytes = await writeZip(files, new Date(publishedAt))
      await recordArchive(ctx, { code, bytes })
      const fileName = joinedFileName([period, '发布存档', code], 'zip')
      return sendFile(reply, { bytes, mediaType: mediaTypes.zip, fileName })
    },
    { perMinute: 10, isDrawn: 'whole' },
  )
}

/** What is made of the answers for people and programs. */
async function filesBesides(ctx: Context, code: string, pool: RenderPool): Promise<ArchiveFile[]> {
  const { renderTidyCsv, renderTidyDictionary } = await import('@cg/export/sheet/tidy-csv')
  const data = await readTidy(ctx, { code })
  const facts = await readBook(ctx, { code })
  const book = await unlessBusy(() => pool.renderBook(facts, String(ctx.actor.userId)))
  return [
    { path: 'data.csv', bytes: Buffer.from(renderTidyCsv(data)) },
    { path: 'data.json', bytes: Buffer.from(JSON.stringify(data)) },
    { path: 'data-fields.csv', bytes: Buffer.from(renderTidyDictionary(data)) },
    { path: 'book.html', bytes: Buffer.from(book.bytes) },
  ]
}
