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
