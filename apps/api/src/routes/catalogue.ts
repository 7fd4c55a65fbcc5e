import type { CatalogueSeed } from '@cg/contract/catalogue'
import * as contract from '@cg/contract/catalogue-change'
import { readCatalogueUpdate, takeCatalogueUpdate } from '@cg/contract/catalogue-update'
import { decideCatalogueChange } from '@cg/services/tailor/decide'
import { readCatalogueBoard } from '@cg/services/tailor/list'
import { readProposal } from '@cg/services/tailor/proposals'
import { checkCatalogueChange, proposeCatalogueChange } from '@cg/services/tailor/propose'
import * as update from '@cg/services/tailor/update'
import { requireTailorReader } from '@cg/services/tailor/proposals'
import type { Context } from '@cg/services/context'
import { requireCityRole } from '@cg/services/permission'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { endpoint, requireVersion } from '../endpoint.ts'
import { requireSound } from '../read-sent-book.ts'
import { receiveFile } from '../receive-file.ts'
import { sendWorkbook } from '../send-file.ts'

/** What the city makes of the shipped catalogue: proposed by one person, confirmed by another. */
export function registerCatalogueRoutes(app: FastifyInstance): void {
  endpoint(app, contract.readCatalogueBoard, ({ ctx }) => readCatalogueBoard(ctx))
  endpoint(app, contract.checkCatalogueChange, ({ ctx, body }) => checkCatalogueChange(ctx, body))
  endpoint(app, contract.proposeCatalogueChange, ({ ctx, body }) => proposeCatalogueChange(ctx, body))
  endpoint(app, contract.readCatalogueProposal, ({ ctx, params }) => readProposal(ctx, params))
  endpoint(app, contract.decideCatalogueChange, ({ ctx, params, body, request }) =>
    decideCatalogueChange(ctx, { ...params, ...body, version: requireVersion(request) }),
  )
  endpoint(app, contract.getCatalogueWorkbook, async ({ ctx, reply }) => {
    requireTailorReader(ctx.actor)
    const { writeCatalogueWorkbook } = await import('@cg/seeds/load/catalogue-workbook')
    const bytes = await writeCatalogueWorkbook(ctx)
    return sendWorkbook(reply, '指标目录', { bytes, now: ctx.now() })
  })
  endpoint(app, readCatalogueUpdate, async ({ ctx }) => {
    requireCityRole(ctx.actor, 'admin')
    return update.readCatalogueUpdate(ctx, await shipped())
  })
  endpoint(app, takeCatalogueUpdate, async ({ ctx, body }) => {
    requireCityRole(ctx.actor, 'admin')
    return update.takeCatalogueUpdate(ctx, await shipped(), body.seen)
  })
  endpoint(app, contract.readCatalogueFile, ({ ctx, request }) => readFile(ctx, request), { perMinute: 20 })
}

/** The catalogue that came with this program. */
async function shipped(): Promise<CatalogueSeed> {
  const { readCatalogue } = await import('@cg/seeds/catalogue-files')
  return readCatalogue()
}

/** Rights first, then the file: a stranger's is never read. */
async function readFile(ctx: Context, request: FastifyRequest): Promise<contract.CatalogueFile> {
  requireCityRole(ctx.actor, 'publisher', 'admin')
  const file = await receiveFile(request, ' XLSX 文件')
  await requireSound(file)
  const { readCatalogueUpload } = await import('@cg/seeds/load/catalogue-upload')
  return readCatalogueUpload(ctx, file)
}
