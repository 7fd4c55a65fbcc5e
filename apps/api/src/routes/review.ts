import {
  acceptForm as acceptRoute,
  admitForm as admitRoute,
  beginReview as beginRoute,
  checkForm as checkRoute,
  getReminders,
  noteReminder as noteRoute,
  previewReminders as previewRemindersRoute,
  sendReminders as sendRemindersRoute,
  getReviewForm,
  getReviewQuality,
  getReviewMatrix,
  getReviewQueue,
  giveVerdict as verdictRoute,
  grantExtension as extensionRoute,
  returnForm as returnRoute,
} from '@cg/contract/review'
import { acceptForm, checkForm } from '@cg/services/review/accept-form'
import { admitForm } from '@cg/services/review/admit-form'
import { beginReview } from '@cg/services/review/begin-review'
import { giveVerdict } from '@cg/services/review/give-verdict'
import { grantExtension } from '@cg/services/review/grant-extension'
import { readMatrix } from '@cg/services/review/matrix'
import { listQueue } from '@cg/services/review/queue'
import { readFilingQuality } from '@cg/services/review/filing-quality'
import { noteReminder } from '@cg/services/review/remind'
import { previewReminders, sendReminders } from '@cg/services/review/send-reminders'
import { listReminders } from '@cg/services/review/reminders'
import { returnForm } from '@cg/services/review/return-form'
import { readReviewForm } from '@cg/services/review/review-form'
import type { FastifyInstance } from 'fastify'
import { endpoint } from '../endpoint.ts'
import { seenVersion } from '../headers.ts'

export function registerReviewRoutes(app: FastifyInstance): void {
  endpoint(app, getReviewQueue, ({ ctx, query }) => listQueue(ctx, query))
  endpoint(app, getReviewMatrix, ({ ctx, query }) => readMatrix(ctx, query))
  endpoint(app, getReminders, ({ ctx, query }) => listReminders(ctx, query))
  endpoint(app, noteRoute, ({ ctx, body }) => noteReminder(ctx, body))
  endpoint(app, previewRemindersRoute, ({ ctx, query }) => previewReminders(ctx, query))
  endpoint(app, sendRemindersRoute, ({ ctx, body }) => sendReminders(ctx, app.sender, body), { perMinute: 10 })
  endpoint(app, getReviewQuality, ({ ctx, query }) => readFilingQuality(ctx, query))
  endpoint(app, getReviewForm, ({ ctx, params }) => readReviewForm(ctx, params))
  endpoint(app, beginRoute, ({ ctx, params, request }) => beginReview(ctx, params, { version: seenVersion(request) }))
  endpoint(app, returnRoute, ({ ctx, params, body, request }) =>
    returnForm(ctx, params, { ...body, version: seenVersion(request) }),
  )
  endpoint(app, checkRoute, ({ ctx, params, body, request }) =>
    checkForm(ctx, params, { ...body, version: seenVersion(request) }),
  )
  endpoint(app, acceptRoute, ({ ctx, params, body, request }) =>
    acceptForm(ctx, params, { ...body, version: seenVersion(request) }),
  )
  endpoint(app, verdictRoute, ({ ctx, params, body }) => giveVerdict(ctx, params, body))
  endpoint(app, admitRoute, ({ ctx, params, body }) => admitForm(ctx, params, body))
  endpoint(app, extensionRoute, ({ ctx, params, body }) => grantExtension(ctx, params, body))
}
