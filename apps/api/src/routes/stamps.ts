import { checkStamp, checkStampedFile, stampUploadBytes } from '@cg/contract/stamp'
import { invalid } from '@cg/services/errors'
import { checkCode, checkFile } from '@cg/services/stamp/check'
import type { FastifyInstance } from 'fastify'
import { endpoint } from '../endpoint.ts'
import { receiveFiles } from '../receive-file.ts'
import { ownDataOf } from '../stamped-data.ts'

/** 核验: is a file as it was made, and is what it shows still so. */
export function registerStampRoutes(app: FastifyInstance): void {
  endpoint(app, checkStamp, ({ ctx, body }) => checkCode(ctx, body.code), { perMinute: 60 })
  endpoint(
    app,
    checkStampedFile,
    async ({ ctx, request }) => {
      const [file] = await receiveFiles(request, {
        kinds: '要核验的文件',
        limits: { fileSize: stampUploadBytes, files: 1 },
      })
      const { readStampedFile } = await import('@cg/export/stamp/read')
      const found = await readStampedFile(file?.bytes ?? new Uint8Array())
      if (!found.ok) throw invalid(found.reason, { reason: 'stamp.unreadable' })
      const own = await ownDataOf(ctx, found)
      return checkFile(ctx, own === undefined ? found : { ...found, own })
    },
    { perMinute: 12 },
  )
}
