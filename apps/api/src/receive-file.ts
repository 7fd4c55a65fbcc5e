import { invalid, ServiceError } from '@cg/services/errors'
import type { FastifyRequest } from 'fastify'

export type ReceivedFile = { readonly fileName: string; readonly bytes: Uint8Array }

const cleanName = (name: string): string => name.replace(/[\p{Cc}\p{Cf}<>"'&]/gu, '').slice(-100) || '上传的文件'

function requireForm(request: FastifyRequest, kinds: string): void {
  const { contract } = request.routeOptions.config
  if (contract?.upload === undefined) throw new Error(`${contract?.path} takes a file that its contract does not name`)
  if (request.isMultipart()) return
  throw new ServiceError('unsupported_media_type', `请以文件上传表单（multipart/form-data）上传${kinds}。`)
}

/** Without a copy, unless it lies in a room that it shares with others. */
function bytesOf(buffer: Buffer): Uint8Array {
  const isAlone = buffer.buffer.byteLength === buffer.byteLength
  return isAlone ? new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength) : new Uint8Array(buffer)
}

/** All files of an upload form, as `receiveFile` the one; `limits` in bytes each and in number. */
export async function receiveFiles(
  request: FastifyRequest,
  { kinds, limits }: { readonly kinds: string; readonly limits: { readonly fileSize: number; readonly files: number } },
): Promise<ReceivedFile[]> {
  requireForm(request, kinds)
  const files: ReceivedFile[] = []
  for await (const part of request.files({ limits: { ...limits, parts: limits.files + 2 } })) {
    files.push({ fileName: cleanName(part.filename), bytes: bytesOf(await part.toBuffer()) })
  }
  if (files.length === 0) throw invalid(`没有收到文件。请选择填好的${kinds}后重新上传。`, { reason: 'upload.missing' })
  return files
}

/** The one file of an upload form; `kinds`: what may be chosen, in words. Its name loses what could not stand in a message. */
export async function receiveFile(request: FastifyRequest, kinds: string): Promise<ReceivedFile> {
  requireForm(request, kinds)
  const part = await request.file()
  if (part === undefined) throw invalid(`没有收到文件。请选择填好的${kinds}后重新上传。`, { reason: 'upload.missing' })
  return { fileName: cleanName(part.filename), bytes: bytesOf(await part.toBuffer()) }
}
