import { cityPartNames, getCityWorkbook, loadCity } from '@cg/contract/city-load'
import type { CityLoad } from '@cg/contract/city-load'
import type { Context } from '@cg/services/context'
import { requireCityRole } from '@cg/services/permission'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { endpoint } from '../endpoint.ts'
import { requireSound } from '../read-sent-book.ts'
import { receiveFiles } from '../receive-file.ts'
import { sendWorkbook } from '../send-file.ts'

/** A city's own data: out as a workbook, in again from files that are checked first. */
export function registerCityRoutes(app: FastifyInstance): void {
  endpoint(app, getCityWorkbook, async ({ ctx, query, reply }) => {
    requireCityRole(ctx.actor, 'admin')
    const { writeCityWorkbook } = await import('@cg/seeds/load/city-workbook')
    const bytes = await writeCityWorkbook(ctx, query.part ?? null)
    const what = query.part === undefined ? '城市资料' : cityPartNames[query.part]
    return sendWorkbook(reply, what, { bytes, now: ctx.now() })
  })
  endpoint(
    app,
    loadCity,
    async ({ ctx, query, request }) => {
      const result = await load(ctx, request, query.seen ?? null)
      // Accounts and their rights may be other ones now.
      if (result.stage === 'loaded') app.sessions.forgetAll()
      return result
    },
    { perMinute: 20 },
  )
}

/** Rights first, then the files: a stranger's are never read. */
async function load(ctx: Context, request: FastifyRequest, seen: string | null): Promise<CityLoad> {
  requireCityRole(ctx.actor, 'admin')
  const files = await receiveFiles(request, { kinds: ' XLSX 或 CSV 文件', limits })
  for (const file of files) await requireSound(file)
  const { loadUpload } = await import('@cg/seeds/load/load-upload')
  return loadUpload(ctx, files, { by: ctx.actor, seen })
}

const limits = { fileSize: 20 * 1024 * 1024, files: 30 }
