import { mediaTypes } from '@cg/contract/media'
import { dayInChina } from '@cg/domain/number/china-day'
import { formatDate } from '@cg/domain/number/date-format'
import type { RenderedFile } from '@cg/export/render'
import type { FastifyReply } from 'fastify'

/** A file under its Chinese name, to be saved and not shown. */
export function sendFile(reply: FastifyReply, file: RenderedFile): FastifyReply {
  return reply
    .type(file.mediaType)
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.fileName)}`)
    .header('cache-control', 'private, no-cache')
    .send(Buffer.from(file.bytes))
}

/** A workbook of what stands now, with the day in its name: 指标目录_2026年11月29日.xlsx. */
export function sendWorkbook(
  reply: FastifyReply,
  name: string,
  { bytes, now }: { bytes: Uint8Array; now: Date },
): FastifyReply {
  return sendFile(reply, { bytes, mediaType: mediaTypes.xlsx, fileName: `${name}_${formatDate(dayInChina(now))}.xlsx` })
}
