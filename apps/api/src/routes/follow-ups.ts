import * as contract from '@cg/contract/follow-up'
import { readFollowUpBook, readFollowUps } from '@cg/services/follow-up/ledger'
import { answerFollowUp, decideFollowUp, openFollowUp } from '@cg/services/follow-up/write'
import type { FastifyInstance } from 'fastify'
import { endpoint, requireVersion } from '../endpoint.ts'
import { sendWorkbook } from '../send-workbook.ts'

/** 督办: opened and closed by the office, answered by whom it went to. */
export function registerFollowUpRoutes(app: FastifyInstance): void {
  endpoint(app, contract.readFollowUps, ({ ctx }) => readFollowUps(ctx))
  endpoint(app, contract.getFollowUpBook, async ({ ctx, reply }) => {
    const book = await readFollowUpBook(ctx)
    const { renderFollowUpBook } = await import('@cg/export/sheet/follow-up-book')
    return sendWorkbook(reply, await renderFollowUpBook(book), `产改督办台账_${book.ledger.today}`)
  })
  endpoint(app, contract.openFollowUp, ({ ctx, body }) => openFollowUp(ctx, body))
  endpoint(app, contract.answerFollowUp, ({ ctx, params, body, request }) =>
    answerFollowUp(ctx, { ...params, ...body, version: requireVersion(request) }),
  )
  endpoint(app, contract.decideFollowUp, ({ ctx, params, body, request }) =>
    decideFollowUp(ctx, { ...params, ...body, version: requireVersion(request) }),
  )
}
