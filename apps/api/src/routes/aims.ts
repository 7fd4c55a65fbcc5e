import * as contract from '@cg/contract/aim'
import { decideAims } from '@cg/services/aim/decide'
import { listAims, readAim } from '@cg/services/aim/list'
import { readProposal } from '@cg/services/aim/proposals'
import { checkAims, proposeAims } from '@cg/services/aim/propose'
import { requireAimReader } from '@cg/services/aim/proposals'
import type { Context } from '@cg/services/context'
import { requireCityRole } from '@cg/services/permission'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { endpoint, requireVersion } from '../endpoint.ts'
import { requireSound } from '../read-sent-book.ts'
import { receiveFile } from '../receive-file.ts'
import { sendWorkbook } from '../send-file.ts'

/** Targets and baselines: looked up, changes proposed by one person and confirmed by another. */
export function registerAimRoutes(app: FastifyInstance): void {
  endpoint(app, contract.listAims, ({ ctx }) => listAims(ctx))
  endpoint(app, contract.readAim, ({ ctx, params }) => readAim(ctx, params))
  endpoint(app, contract.checkAims, ({ ctx, body }) => checkAims(ctx, body))
  endpoint(app, contract.proposeAims, ({ ctx, body }) => proposeAims(ctx, body))
  endpoint(app, contract.readAimProposal, ({ ctx, params }) => readProposal(ctx, params))
  endpoint(app, contract.decideAims, ({ ctx, params, body, request }) =>
    decideAims(ctx, { ...params, ...body, version: requireVersion(request) }),
  )
  endpoint(app, contract.getAimWorkbook, async ({ ctx, reply }) => {
    requireAimReader(ctx.actor)
    const { writeAimWorkbook } = await import('@cg/seeds/load/city-workbook')
    const bytes = await writeAimWorkbook(ctx)
    return sendWorkbook(reply, '目标与基期', { bytes, now: ctx.now() })
  })
  endpoint(app, contract.readAimFile, ({ ctx, request }) => readFile(ctx, request), { perMinute: 20 })
}

/** Rights first, then the file: a stranger's is never read. */
async function readFile(ctx: Context, request: FastifyRequest): Promise<contract.AimFile> {
  requireCityRole(ctx.actor, 'publisher', 'admin')
  const file = await receiveFile(request, ' XLSX 或 CSV 文件')
  await requireSound(file)
  const { readAimUpload } = await import('@cg/seeds/load/aim-upload')
  return readAimUpload(ctx, file)
}
