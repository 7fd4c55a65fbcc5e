import * as contract from '@cg/contract/notice'
import { chooseMail, readMailChoice } from '@cg/services/notice/choice'
import { readNotices, removeRobot, retryNotices, saveMail, saveRobot } from '@cg/services/notice/settings'
import { testNotice } from '@cg/services/notice/test-message'
import type { FastifyInstance } from 'fastify'
import { endpoint, requireVersion } from '../endpoint.ts'

/** 通知: mail and robots of groups, set up by an admin; each account has its own address. */
export function registerNoticeRoutes(app: FastifyInstance): void {
  const { sender } = app
  endpoint(app, contract.readNotices, ({ ctx }) => readNotices(ctx, sender))
  endpoint(app, contract.saveMail, ({ ctx, body, request }) =>
    saveMail(ctx, sender, { version: requireVersion(request), form: body }),
  )
  endpoint(app, contract.addRobot, ({ ctx, body, request }) =>
    saveRobot(ctx, sender, { version: requireVersion(request), id: null, form: body }),
  )
  endpoint(app, contract.saveRobot, ({ ctx, params, body, request }) =>
    saveRobot(ctx, sender, { version: requireVersion(request), ...params, form: body }),
  )
  endpoint(app, contract.removeRobot, ({ ctx, params, request }) =>
    removeRobot(ctx, sender, { version: requireVersion(request), ...params }),
  )
  endpoint(app, contract.testNotice, ({ ctx, body }) => testNotice(ctx, sender, body), { perMinute: 10 })
  endpoint(app, contract.retryNotices, ({ ctx, body }) => retryNotices(ctx, sender, body.ids))
  endpoint(app, contract.readMailChoice, ({ ctx }) => readMailChoice(ctx))
  endpoint(app, contract.chooseMail, ({ ctx, body }) => chooseMail(ctx, body))
}
