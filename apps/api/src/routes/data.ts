import { mediaTypes } from '@cg/contract/media'
import { exportTidy } from '@cg/contract/release/tidy'
import type { TidyFormat, TidyRelease } from '@cg/contract/release/tidy'
import type { RenderedFile } from '@cg/export/render'
import { readTidy, recordTidy } from '@cg/services/release/read/tidy'
import type { FastifyInstance } from 'fastify'
import { endpoint } from '../endpoint.ts'
import { sendFile } from '../send-file.ts'

/** The figures of a whole release, to reckon with elsewhere. */
export function registerDataRoutes(app: FastifyInstance): void {
  endpoint(
    app,
    exportTidy,
    async ({ ctx, params, query: { format }, reply }) => {
      const file = await fileOf(await readTidy(ctx, params), format)
      await recordTidy(ctx, { ...params, format, bytes: file.bytes })
      return sendFile(reply, file)
    },
    { perMinute: 20, isDrawn: true },
  )
}

/** The writers of files are loaded with the first that is asked for. */
async function fileOf(data: TidyRelease, format: TidyFormat): Promise<RenderedFile> {
  const { renderTidyCsv, renderTidyDictionary } = await import('@cg/export/sheet/tidy-csv')
  const { joinedFileName } = await import('@cg/export/file-name')
  const { code, period } = data.release
  const subject = format === 'dictionary' ? '发布数据字段说明' : '发布数据'
  const ending = format === 'json' ? 'json' : 'csv'
  const text = { csv: renderTidyCsv, json: JSON.stringify, dictionary: renderTidyDictionary }[format](data)
  return {
    bytes: new TextEncoder().encode(text),
    mediaType: mediaTypes[ending],
    fileName: joinedFileName([period, subject, code], ending),
  }
}
