import { mediaTypes } from '@cg/contract/media'
import type { FastifyReply } from 'fastify'

/** A workbook made for who asks, by its name without the ending; no browser keeps it. */
export function sendWorkbook(reply: FastifyReply, bytes: Uint8Array, name: string): FastifyReply {
  return reply
    .type(mediaTypes.xlsx)
    .header(
      'content-disposition',
      `attachment; filename="form.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}.xlsx`,
    )
    .header('cache-control', 'no-store')
    .send(Buffer.from(bytes))
}
