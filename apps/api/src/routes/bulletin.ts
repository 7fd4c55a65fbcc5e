import { bulletinModel } from '@cg/charts/bulletin/bulletin'
import { withEdits } from '@cg/charts/bulletin/edits'
import { exportBulletin, readBulletin } from '@cg/contract/bulletin'
import type { BulletinAsked, BulletinEdit, BulletinModel } from '@cg/contract/bulletin'
import type { Context } from '@cg/services/context'
import { readBulletinAnswers, recordBulletin } from '@cg/services/release/read/bulletin'
import { correctionOf } from '@cg/services/release/read/releases'
import { recordIssued } from '@cg/services/stamp/issue'
import type { FastifyInstance } from 'fastify'
import { poolOf, refused, unlessBusy } from '../drawing.ts'
import { endpoint } from '../endpoint.ts'
import { sendFile } from '../send-file.ts'
import { stampedBulletin } from '../stamping.ts'

/** 情况通报 of a release: the draft as data, and as DOCX or PDF. */
export function registerBulletinRoutes(app: FastifyInstance): void {
  const pool = poolOf(app)
  endpoint(app, readBulletin, ({ ctx, params: { code }, query }) => draftOf(ctx, code, query))
  endpoint(
    app,
    exportBulletin,
    async ({ ctx, params: { code }, body, reply }) => {
      const { format, naming, limit, edits = [], ...layout } = body
      const asked = { ...(naming === undefined ? {} : { naming }), ...(limit === undefined ? {} : { limit }) }
      const draft = edited(await draftOf(ctx, code, asked), edits)
      const { model, stamp } = stampedBulletin(draft, { format, layout }, app.publicUrl)
      const file = await unlessBusy(async () =>
        (await pool()).renderBulletin({ model, format, layout, stamp }, String(ctx.actor.userId)),
      )
      await recordBulletin(ctx, { code, format, edited: edits.length, bytes: file.bytes })
      const title = draft.title.join('')
      const issued = { release: code, period: draft.period, title, spec: { ...asked, ...layout }, subject: ofAll }
      await recordIssued(ctx, { code: stamp.code, kind: 'bulletin', format, ...issued, ...file })
      return sendFile(reply, file)
    },
    { perMinute: 40 },
  )
}

/** A 通报 is about all of its release. */
const ofAll = { indicators: null, units: null }

async function draftOf(ctx: Context, code: string, asked: BulletinAsked): Promise<BulletinModel> {
  return bulletinModel(await readBulletinAnswers(ctx, code), asked, await correctionOf(ctx, code))
}

function edited(model: BulletinModel, edits: readonly BulletinEdit[]): BulletinModel {
  try {
    return withEdits(model, edits)
  } catch (error) {
    throw refused(error)
  }
}
