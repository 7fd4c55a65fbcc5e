import { createHash } from 'node:crypto'
import { chartFromSpec } from '@cg/charts/from-spec'
import type { ChartFacts } from '@cg/charts/from-spec'
import { withCorrection } from '@cg/charts/lines'
import type { ChartModel } from '@cg/charts/model'
import { pageFrom } from '@cg/charts/page/page'
import type { PageModel } from '@cg/charts/page/page-model'
import { ChartRefusal } from '@cg/charts/refusal'
import { drawChartPanel, exportChart, factsNeeded } from '@cg/contract/chart'
import type { ChartSpec, FactsNeed } from '@cg/contract/chart'
import type { MapSheet } from '@cg/contract/map'
import { mediaTypes } from '@cg/contract/media'
import type { ReleaseDifference } from '@cg/contract/difference'
import { exportBook } from '@cg/contract/release/book'
import { exportPage } from '@cg/contract/release/page'
import type { RankingFacts } from '@cg/contract/release/ranking'
import type { Context } from '@cg/services/context'
import { ServiceError, invalid } from '@cg/services/errors'
import { boundedCache } from '@cg/export/bounded-cache'
import type { RenderPool } from '@cg/export/render-pool'
import { readMap, readMapInUse } from '@cg/services/map/versions'
import { readDifference } from '@cg/services/release/publish/difference'
import { readBook, recordBook } from '@cg/services/release/read/book'
import { readPage, recordPage } from '@cg/services/release/read/page'
import { correctionOf, readAnswer, readWholeRanking } from '@cg/services/release/read/releases'
import type { FastifyInstance } from 'fastify'
import { endpoint, readingEndpoint } from '../endpoint.ts'
import type { ReadyBytes } from '../ready-bytes.ts'
import { sendBytes } from '../ready-bytes.ts'
import { sendFile } from '../send-file.ts'

/** Charts and whole pages of a release, made in a worker from its frozen answers: as files, and as the panels of a page. */
export function registerChartRoutes(app: FastifyInstance): void {
  const pool = lazyPool(app)
  endpoint(
    app,
    exportChart,
    async ({ ctx, params, query, reply }) => {
      const { format, preset, theme, background, letters, ...spec } = query
      const model = withCorrection(await modelOf(ctx, params.code, spec), await correctionOf(ctx, params.code))
      const file = await unlessBusy(async () =>
        (await pool()).render(model, { format, preset, theme, background, letters }, String(ctx.actor.userId)),
      )
      return sendFile(reply, file)
    },
    { perMinute: 120 },
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
    { perMinute: 20 },
  )
  endpoint(
    app,
    exportPage,
    async ({ ctx, params: { code, page }, query, reply }) => {
      const { format, ...params } = query
      const answers = await readPage(ctx, { code, page, params })
      const model = pageOf(answers, params, await correctionOf(ctx, code))
      const file = await unlessBusy(async () => (await pool()).renderPage(model, format, String(ctx.actor.userId)))
      await recordPage(ctx, { code, page, params, format, bytes: file.bytes })
      return sendFile(reply, file)
    },
    { perMinute: 40 },
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

/** Some two thousand panels: those of a few releases at the window sizes of an office. */
const panelBytes = 32 * 2 ** 20

type PanelSize = Parameters<RenderPool['renderPanel']>[1]

async function drawPanel(pool: () => Promise<RenderPool>, model: ChartModel, size: PanelSize): Promise<ReadyBytes> {
  const body = Buffer.from(await unlessBusy(async () => (await pool()).renderPanel(model, size)))
  return { body, etag: `"${createHash('sha256').update(body).digest('hex')}"` }
}

async function modelOf(ctx: Context, code: string, spec: ChartSpec) {
  return modelFrom(await answerFor(ctx, code, spec), spec)
}

type Answer = { readonly need: FactsNeed; readonly sheet?: MapSheet } & Awaited<ReturnType<typeof readAnswer>>

async function answerFor(ctx: Context, code: string, spec: ChartSpec): Promise<Answer> {
  const need = factsNeeded(spec)
  if (need === null) throw invalid('这种图表须指明指标（measure）。请从指标页导出。', { reason: 'chart.no_measure' })
  if (need.facts === 'difference') return { need, ...asAnswer(await readDifference(ctx, { code, from: need.before })) }
  const isWhole = spec.kind === 'bump' || spec.kind === 'rank-interval'
  if (isWhole && need.facts === 'ranking') return { need, ...(await readWholeRanking(ctx, code, need.measure)) }
  const answer = await readAnswer(ctx, code, answerName(need))
  return spec.kind === 'map' ? { need, ...answer, sheet: await sheetFor(ctx, spec, answer.body) } : { need, ...answer }
}

/** What is compared when it is asked for, in the shape of what was frozen. */
function asAnswer(facts: ReleaseDifference): Awaited<ReturnType<typeof readAnswer>> {
  const body = Buffer.from(JSON.stringify(facts))
  return { body, etag: `"${createHash('sha256').update(body).digest('hex')}"` }
}

/** The outlines that a spec names, else those in use in the release's quarter. */
async function sheetFor(ctx: Context, spec: ChartSpec, body: Buffer): Promise<MapSheet> {
  if (spec.map !== undefined) return readMap(ctx, spec.map)
  const { release }: RankingFacts = JSON.parse(body.toString('utf8'))
  const sheet = await readMapInUse(ctx, release.period)
  if (sheet === null) throw invalid('本期没有在用的地图，请改看方块图。', { reason: 'map.none' })
  return sheet
}

function modelFrom({ need, body, sheet }: Answer, spec: ChartSpec): ChartModel {
  try {
    return chartFromSpec(spec, { ...factsFrom(need, body), ...(sheet === undefined ? {} : { sheet }) })
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

function answerName(need: Exclude<FactsNeed, { facts: 'difference' }>): Parameters<typeof readAnswer>[2] {
  switch (need.facts) {
    case 'ranking':
      return `ranking/${need.measure}`
    case 'indicator':
      return `indicator/${need.indicator}`
    case 'targets':
      return need.unit === null ? 'targets' : `targets/${need.unit}`
    default:
      return need.facts
  }
}

/** The bytes were written from the contract's type of that answer when the release was published. */
function factsFrom(need: FactsNeed, body: Buffer): ChartFacts {
  return { facts: need.facts, data: JSON.parse(body.toString('utf8')) } as ChartFacts
}

/** What the drawing thread refuses because too many wait is a 503 that says when to come again. */
async function unlessBusy<T>(draw: () => Promise<T>): Promise<T> {
  try {
    return await draw()
  } catch (error) {
    if (error instanceof Error && error.name === 'RenderBusyError') {
      throw new ServiceError('unavailable', error.message, { retryAfterSeconds: 5 })
    }
    throw refused(error)
  }
}

/** What a chart cannot show is the asker's to change: a message in words, not a failure. */
function refused(error: unknown): unknown {
  return error instanceof ChartRefusal ? invalid(error.message, { reason: 'chart.refused' }) : error
}

/** The drawing code is loaded with the first export, so that an idle server stays small. */
function lazyPool(app: FastifyInstance): () => Promise<RenderPool> {
  let opening: Promise<RenderPool> | null = null
  app.addHook('onClose', async () => {
    if (opening !== null) await (await opening).close()
  })
  return () => {
    opening ??= import('@cg/export/render-pool').then(({ openRenderPool }) => openRenderPool())
    return opening
  }
}
