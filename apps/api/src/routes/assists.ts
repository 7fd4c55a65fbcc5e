import * as contract from '@cg/contract/assist'
import { readAssists } from '@cg/services/entry/assist/list'
import { readSupplyFile } from '@cg/services/entry/assist/read-file'
import { removeSupply, requireAssist, supplyFile, supplyWords } from '@cg/services/entry/assist/supply'
import type { FastifyInstance } from 'fastify'
import { endpoint } from '../endpoint.ts'
import { receiveFile } from '../receive-file.ts'
import { sendStored } from '../send-stored.ts'

/** 协助: what a department supplies to another one's form. */
export function registerAssistRoutes(app: FastifyInstance): void {
  endpoint(app, contract.listAssists, ({ ctx }) => readAssists(ctx))
  endpoint(app, contract.giveWords, ({ ctx, params, body }) => supplyWords(ctx, params, body), { perMinute: 60 })
  endpoint(
    app,
    contract.giveFile,
    async ({ ctx, params, query, request }) => {
      await requireAssist(ctx, params)
      return supplyFile(ctx, params, query.unit ?? null, await receiveFile(request, '协助材料'))
    },
    { perMinute: 60 },
  )
  endpoint(app, contract.removeSupply, ({ ctx, params: { id, ...key } }) => removeSupply(ctx, key, id))
  endpoint(app, contract.getSupplyFile, async ({ ctx, params: { id, ...key }, reply }) =>
    sendStored(reply, await readSupplyFile(ctx, key, id), 'supply'),
  )
}
