import type { StoredFile } from '@cg/services/entry/evidence/read-file'
import type { FastifyReply } from 'fastify'

/** Hands out a file that people gave as a file, never as a page of this site. */
export function sendStored(reply: FastifyReply, { name, mediaType, bytes }: StoredFile, plain: string): FastifyReply {
  return reply
    .type(mediaType)
    .header('content-disposition', `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`)
    .header('cache-control', 'no-store')
    .send(bytes)
}
