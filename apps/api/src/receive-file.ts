import { invalid, ServiceError } from '@cg/services/errors'
import type { FastifyRequest } from 'fastify'

export type ReceivedFile = { readonly fileName: string; readonly bytes: Uint8Array }

/** The one file of an upload form; `kinds`: what may be chosen, in words. Its name loses what could not stand in a message. */
export async function receiveFile(request: FastifyRequest, kinds: string): Promise<ReceivedFile> {
  if (!request.isMultipart()) {
    throw new ServiceError('unsupported_media_type', `请以文件上传表单（multipart/form-data）上传${kinds}。`)
  }
  const part = await request.file()
  if (part === undefined) throw invalid(`没有收到文件。请选择填好的${kinds}后重新上传。`, { reason: 'upload.missing' })
  const bytes = await part.toBuffer()
  const fileName = part.filename.replace(/[\p{Cc}\p{Cf}<>"'&]/gu, '').slice(-100) || '上传的文件'
  return { fileName, bytes: new Uint8Array(bytes) }
}
