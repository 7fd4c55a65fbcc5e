import * as contract from '@cg/contract/follow-up'
import { readFollowUpBook, readFollowUps } from '@cg/services/follow-up/ledger'
import { answerFollowUp, decideFollowUp, extendFollowUp, openFollowUp } from '@cg/services/follow-up/write'
import type { FastifyInstance } from 'fastify'
import { poolOf, unlessBusy } from '../drawing.ts'
import { endpoint, requireVersion } from '../endpoint.ts'
import { sendFile } from '../send-file.ts'
import { sendWorkbook } from '../send-workbook.ts'

/** 督办: opened and closed by the office, answered by whom it went to. */
export function registerFollowUpRoutes(app: FastifyInstance): void {
  endpoint(app, contract.readFollowUps, ({ ctx }) => readFollowUps(ctx))
  const pool = poolOf(app)
  endpoint(
    app,
    contract.getFollowUpBook,
    async ({ ctx, query: { format }, reply }) => {
      const book = await readFollowUpBook(ctx)
      if (format === 'pdf') {
        const { followUpLedgerModel } = await import('@cg/export/paper/follow-up-ledger')
        const ledger = followUpLedgerModel(book)
        const file = await unlessBusy(async () => (await pool()).renderLedger(ledger, String(ctx.actor.userId)))
        return sendFile(reply, file)
      }
      const { renderFollowUpBook } = await import('@cg/export/sheet/follow-up-book')
      return sendWorkbook(reply, await renderFollowUpBook(book), `产改督办台账_${book.ledger.today}`)
    },
    { perMinute: 20, isDrawn: true },
  )
  endpoint(app, contract.openFollowUp, ({ ctx, body }) => openFollowUp(ctx, body))
  endpoint(app, contract.answerFollowUp, ({ ctx, params, body, request }) =>
    answerFollowUp(ctx, { ...params, ...body, version: requireVersion(request) }),
  )
  endpoint(app, contract.extendFollowUp, ({ ctx, params, body, request }) =>
    extendFollowUp(ctx, { ...params, ...body, version: requireVersion(request) }),
  )
  endpoint(app, contract.decideFollowUp, ({ ctx, params, body, request }) =>
    decideFollowUp(ctx, { ...params, ...body, version: requireVersion(request) }),
  )
}
