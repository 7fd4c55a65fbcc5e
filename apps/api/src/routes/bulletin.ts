import { bulletinModel } from '@cg/charts/bulletin/bulletin'
import { withEdits } from '@cg/charts/bulletin/edits'
import { exportBulletin, readBulletin } from '@cg/contract/bulletin'
import type { BulletinAsked, BulletinEdit, BulletinModel } from '@cg/contract/bulletin'
import { readBulletinTemplate, removeBulletinTemplate, takeBulletinTemplate } from '@cg/contract/bulletin-template'
import type { Context } from '@cg/services/context'
import { invalid } from '@cg/services/errors'
import { readCorrection } from '@cg/services/release/publish/correction'
import { readBulletinAnswers, recordBulletin } from '@cg/services/release/read/bulletin'
import * as templates from '@cg/services/release/read/bulletin-template'
import { correctionOf } from '@cg/services/release/read/releases'
import { recordIssued } from '@cg/services/stamp/issue'
import type { FastifyInstance } from 'fastify'
import { poolOf, refused, unlessBusy } from '../drawing.ts'
import { endpoint, requireVersion } from '../endpoint.ts'
import { receiveFile } from '../receive-file.ts'
import { sendFile } from '../send-file.ts'
import { stampedBulletin, stampPlace } from '../stamping.ts'

/** 情况通报 of a release: the draft as data, and as DOCX or PDF. */
export function registerBulletinRoutes(app: FastifyInstance): void {
  const pool = poolOf(app)
  endpoint(app, readBulletin, ({ ctx, params: { code }, query }) => draftOf(ctx, code, query))
  endpoint(
    app,
    exportBulletin,
    async ({ ctx, params: { code }, body, reply }) => {
      const { format, naming, limit, edits = [], template: isByTemplate = true, ...layout } = body
      const asked = { ...(naming === undefined ? {} : { naming }), ...(limit === undefined ? {} : { limit }) }
      const draft = edited(await draftOf(ctx, code, asked), edits)
      const kept = isByTemplate && format === 'docx' ? await templates.loadBulletinTemplateFile(ctx) : null
      const template = kept === null ? null : Buffer.from(kept).toString('base64')
      const place = await stampPlace(app, ctx, code)
      const { model, stamp } = stampedBulletin(draft, { format, layout, template }, place)
      const file = await unlessBusy(async () =>
        (await pool()).renderBulletin({ model, format, layout, template, stamp }, String(ctx.actor.userId)),
      )
      await recordBulletin(ctx, { code, format, edited: edits.length, bytes: file.bytes })
      const title = draft.title.join('')
      const issued = { release: code, period: draft.period, title, spec: { ...asked, ...layout }, subject: ofAll }
      await recordIssued(ctx, { code: stamp.code, kind: 'bulletin', format, ...issued, ...file })
      return sendFile(reply, file)
    },
    { perMinute: 40, isDrawn: true },
  )
  registerTemplate(app)
}

/** The office's own paper: read and judged before it is kept. */
function registerTemplate(app: FastifyInstance): void {
  endpoint(app, readBulletinTemplate, ({ ctx }) => templates.readBulletinTemplate(ctx))
  endpoint(
    app,
    takeBulletinTemplate,
    async ({ ctx, request }) => {
      templates.requirePaperMaker(ctx)
      const { fileName, bytes } = await receiveFile(request, ' Word 模板（.docx）')
      await judged(bytes)
      return templates.takeBulletinTemplate(ctx, { name: fileName, bytes })
    },
    { perMinute: 20 },
  )
  endpoint(app, removeBulletinTemplate, ({ ctx, request }) =>
    templates.removeBulletinTemplate(ctx, requireVersion(request)),
  )
}

async function judged(bytes: Uint8Array): Promise<void> {
  const { judgeTemplateApart } = await import('@cg/export/paper/read-apart')
  const found = await judgeTemplateApart(bytes)
  if (!found.ok) throw invalid(found.reason, { reason: 'chart.refused' })
}

/** A 通报 is about all of its release. */
const ofAll = { indicators: null, units: null }

async function draftOf(ctx: Context, code: string, asked: BulletinAsked): Promise<BulletinModel> {
  const answers = { ...(await readBulletinAnswers(ctx, code)), correction: await readCorrection(ctx, code) }
  return bulletinModel(answers, asked, await correctionOf(ctx, code))
}

function edited(model: BulletinModel, edits: readonly BulletinEdit[]): BulletinModel {
  try {
    return withEdits(model, edits)
  } catch (error) {
    throw refused(error)
  }
}
