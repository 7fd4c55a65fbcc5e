import { createHash } from 'node:crypto'
import * as contract from '@cg/contract/yardstick'
import type { YardstickList } from '@cg/contract/yardstick'
import type { Context } from '@cg/services/context'
import { invalid } from '@cg/services/errors'
import { requireCityRole } from '@cg/services/permission'
import { listYardsticks } from '@cg/services/yardstick/list'
import { loadYardsticks } from '@cg/services/yardstick/load'
import { columnOf } from '@cg/services/yardstick/read-row'
import { withdrawYardstick } from '@cg/services/yardstick/withdraw'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { endpoint } from '../endpoint.ts'
import { receiveFile } from '../receive-file.ts'

/** Figures from outside the city: loaded by form or file, withdrawn with a reason. */
export function registerYardstickRoutes(app: FastifyInstance): void {
  endpoint(app, contract.listYardsticks, ({ ctx }) => listYardsticks(ctx))
  endpoint(app, contract.addYardstick, ({ ctx, body }) => loadYardsticks(ctx, { rows: [body] }))
  endpoint(app, contract.loadYardstickFile, ({ ctx, request }) => loadFile(ctx, request), { perMinute: 20 })
  endpoint(app, contract.withdrawYardstick, ({ ctx, params, body }) => withdrawYardstick(ctx, { ...params, ...body }))
}

/** Rights first, then the file: a stranger's file is never read. */
async function loadFile(ctx: Context, request: FastifyRequest): Promise<YardstickList> {
  requireCityRole(ctx.actor, 'publisher', 'admin')
  const { fileName, bytes } = await receiveFile(request, ' xlsx 或 csv 文件')
  const [{ readWorkbook, readCsvApart }, { matchYardsticks }] = await Promise.all([
    import('@cg/export/workbook/read'),
    import('@cg/export/workbook/yardstick-match'),
  ])
  const book = await (/\.csv$/i.test(fileName) ? readCsvApart(bytes) : readWorkbook(bytes))
  if (!book.ok) throw invalid(`${fileName}：${book.reason}`, { reason: 'upload.unreadable' })
  const match = matchYardsticks(book)
  if (!match.ok) throw invalid(`${fileName}：${match.reason}`, { reason: 'yardstick.no_heads' })
  const hash = createHash('sha256').update(bytes).digest('hex')
  return loadYardsticks(ctx, {
    rows: match.rows,
    file: { name: fileName, hash },
    placeOf: (row, field) => match.placeOf(row, columnOf(field)),
  })
}
