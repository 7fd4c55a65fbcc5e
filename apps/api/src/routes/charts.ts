import { createHash } from 'node:crypto'
import { withCorrection } from '@cg/charts/lines'
import type { ChartModel } from '@cg/charts/model'
import { pageFrom } from '@cg/charts/page/page'
import type { PageModel } from '@cg/charts/page/page-model'
import { drawChartPanel, exportChart } from '@cg/contract/chart'
import type { ChartSpec } from '@cg/contract/chart'
import { mediaTypes } from '@cg/contract/media'
import { exportBook } from '@cg/contract/release/book'
import { withLook } from '@cg/charts/page/look'
import { exportPage } from '@cg/contract/release/page'
import { boundedCache } from '@cg/export/bounded-cache'
import type { RenderPool } from '@cg/export/render-pool'
import { readBook, recordBook } from '@cg/services/release/read/book'
import { readPage, recordPage } from '@cg/services/release/read/page'
import { correctionOf } from '@cg/services/release/read/releases'
import { recordIssued } from '@cg/services/stamp/issue'
import type { FastifyInstance } from 'fastify'
import { answerFor, factsFrom } from '../chart-answers.ts'
import type { Answer } from '../chart-answers.ts'
import { poolOf, refused, unlessBusy } from '../drawing.ts'
import { endpoint, readingEndpoint } from '../endpoint.ts'
import type { ReadyBytes } from '../ready-bytes.ts'
import { sendBytes } from '../ready-bytes.ts'
import { sendFile } from '../send-file.ts'
import { chartFromSpec } from '@cg/charts/from-spec'
import { stampedChart, stampedPage, stampPlace, subjectOfChart, subjectOfPage } from '../stamping.ts'

/** Charts and whole pages of a release, made in a worker from its frozen answers: as files, and as the panels of a page. */
export function registerChartRoutes(app: FastifyInstance): void {
  const pool = poolOf(app)
  endpoint(
    app,
    exportChart,
    async ({ ctx, params, query, reply }) => {
      const { format, preset, theme, background, letters, qr, watermark, ...spec } = query
      const request = { format, preset, theme, background, letters, qr, watermark }
      const answer = await answerFor(ctx, params.code, spec)
      const drawn = withCorrection(modelFrom(answer, spec), await correctionOf(ctx, params.code))
      const { model, code } = stampedChart(drawn, request, await stampPlace(app, ctx, params.code))
      const file = await unlessBusy(async () => (await pool()).render(model, request, String(ctx.actor.userId)))
      const subject = subjectOfChart(answer.need)
      await recordIssued(ctx, { code, kind: 'chart', format, ...issuedOf(drawn), spec: query, subject, ...file })
      return sendFile(reply, file)
    },
    { perMinute: 120, isDrawn: true },
  )
  endpoint(
    app,
    exportBook,
    async ({ ctx, params, reply }) => {
      const facts = await readBook(ctx, params)
      const file = await unlessBusy(async () => (await pool()).renderBook(facts, String(ctx.actor.userId)))
      await recordBook(ctx, { code: params.code, bytes: file.bytes })
      return sendFile(reply, file)
    },
    { perMinute: 20, isDrawn: 'whole' },
  )
  endpoint(
    app,
    exportPage,
    async ({ ctx, params: { code, page }, query, reply }) => {
      const { format, skin, watermark, ...params } = query
      const answers = await readPage(ctx, { code, page, params })
      const model = withLook(pageOf(answers, params, await correctionOf(ctx, code)), { skin, watermark })
      const stamped = stampedPage(model, format, await stampPlace(app, ctx, code))
      const file = await unlessBusy(async () =>
        (await pool()).renderPage(stamped.page, format, String(ctx.actor.userId)),
      )
      await recordPage(ctx, { code, page, params, format, bytes: file.bytes })
      const [spec, subject] = [{ page, ...query }, subjectOfPage(params)]
      await recordIssued(ctx, { code: stamped.code, kind: 'page', format, ...issuedOf(model), spec, subject, ...file })
      return sendFile(reply, file)
    },
    { perMinute: 40, isDrawn: true },
  )
  registerPanels(app, pool)
}

/** The drawings of a page's panels, kept ready: for accounts, and for links for meetings within their page. */
function registerPanels(app: FastifyInstance, pool: () => Promise<RenderPool>): void {
  const panels = boundedCache<ReadyBytes>(panelBytes, ({ body }) => body.byteLength)
  readingEndpoint(app, drawChartPanel, async ({ ctx, params, query, request, reply }) => {
    const { width, height, theme = 'light', ...spec } = query
    const answer = await answerFor(ctx, params.code, spec)
    const key = `${answer.etag} ${JSON.stringify(query)} ${answer.sheet?.id ?? ''}`
    const ready =
      panels.get(key) ?? panels.set(key, await drawPanel(pool, modelFrom(answer, spec), { width, height, theme }))
    return sendBytes(request, reply, ready, mediaTypes.svg)
  })
}

/** Some eight hundred panels: those of a few releases at the window sizes of an office. */
const panelBytes = 12 * 2 ** 20

type PanelSize = Parameters<RenderPool['renderPanel']>[1]

async function drawPanel(pool: () => Promise<RenderPool>, model: ChartModel, size: PanelSize): Promise<ReadyBytes> {
  const body = Buffer.from(await unlessBusy(async () => (await pool()).renderPanel(model, size)))
  return { body, etag: `"${createHash('sha256').update(body).digest('hex')}"` }
}

/** What the registry of files keeps of a chart or page. */
function issuedOf({ title, file: { release, period } }: Pick<ChartModel | PageModel, 'title' | 'file'>) {
  return { title, release, period }
}

function modelFrom(answer: Answer, spec: ChartSpec): ChartModel {
  try {
    return chartFromSpec(spec, factsFrom(answer))
  } catch (error) {
    throw refused(error)
  }
}

function pageOf(...[answers, params, correction]: Parameters<typeof pageFrom>): PageModel {
  try {
    return pageFrom(answers, params, correction)
  } catch (error) {
    throw refused(error)
  }
}
