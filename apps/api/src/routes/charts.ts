import { chartFromSpec } from '@cg/charts/from-spec'
import type { ChartFacts } from '@cg/charts/from-spec'
import { ChartRefusal } from '@cg/charts/refusal'
import { exportChart, factsNeeded } from '@cg/contract/chart'
import type { ChartSpec, FactsNeed } from '@cg/contract/chart'
import type { Context } from '@cg/services/context'
import { ServiceError, invalid } from '@cg/services/errors'
import type { RenderPool } from '@cg/export/render-pool'
import { readAnswer } from '@cg/services/release/read/releases'
import type { FastifyInstance } from 'fastify'
import { endpoint } from '../endpoint.ts'

/** A chart of a release as a file, drawn in a worker from the release's frozen answer. */
export function registerChartRoutes(app: FastifyInstance): void {
  const pool = lazyPool(app)
  endpoint(
    app,
    exportChart,
    async ({ ctx, params, query, reply }) => {
      const { format, preset, theme, background, ...spec } = query
      const model = await modelOf(ctx, params.code, spec)
      const file = await draw(pool, model, { format, preset, theme, background })
      return reply
        .type(file.mediaType)
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.fileName)}`)
        .header('cache-control', 'private, no-cache')
        .send(Buffer.from(file.bytes))
    },
    { perMinute: 120 },
  )
}

async function modelOf(ctx: Context, code: string, spec: ChartSpec) {
  const need = factsNeeded(spec)
  if (need === null) throw invalid('这种图表须指明指标（measure）。请从指标页导出。', { reason: 'chart.no_measure' })
  const { body } = await readAnswer(ctx, code, answerName(need))
  try {
    return chartFromSpec(spec, factsFrom(need, body))
  } catch (error) {
    if (error instanceof ChartRefusal) throw invalid(error.message, { reason: 'chart.refused' })
    throw error
  }
}

function answerName(need: FactsNeed): Parameters<typeof readAnswer>[2] {
  switch (need.facts) {
    case 'ranking':
      return `ranking/${need.measure}`
    case 'indicator':
      return `indicator/${need.indicator}`
    default:
      return need.facts
  }
}

/** The bytes were written from the contract's type of that answer when the release was published. */
function factsFrom(need: FactsNeed, body: Buffer): ChartFacts {
  return { facts: need.facts, data: JSON.parse(body.toString('utf8')) } as ChartFacts
}

type RenderInput = Parameters<RenderPool['render']>[1]

async function draw(pool: () => Promise<RenderPool>, model: Parameters<RenderPool['render']>[0], request: RenderInput) {
  try {
    return await (await pool()).render(model, request)
  } catch (error) {
    if (error instanceof Error && error.name === 'RenderBusyError') {
      throw new ServiceError('unavailable', '同时导出的人较多，请几秒后再试。', { retryAfterSeconds: 5 })
    }
    throw error
  }
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
