import { ChartRefusal } from '@cg/charts/refusal'
import type { RenderPool } from '@cg/export/render-pool'
import { ServiceError, invalid } from '@cg/services/errors'
import type { FastifyInstance } from 'fastify'

/** By the services of a server: each of its parts has an instance of its own. */
const pools = new WeakMap<FastifyInstance['services'], () => Promise<RenderPool>>()

/** The drawing threads of the server: their code is loaded when it listens, so that nothing of it holds the start. */
export function poolOf(app: FastifyInstance): () => Promise<RenderPool> {
  const known = pools.get(app.services)
  if (known !== undefined) return known
  let opening: Promise<RenderPool> | null = null
  app.addHook('onClose', async () => {
    if (opening !== null) await (await opening).close()
  })
  const open = () => {
    opening ??= import('@cg/export/render-pool').then(({ openRenderPool }) => openRenderPool())
    return opening
  }
  pools.set(app.services, open)
  return open
}

/** Readies the drawing thread beside the work of the server; where that fails, so does the first picture, in words. */
export async function warmDrawing(app: FastifyInstance): Promise<void> {
  try {
    await (await poolOf(app)()).warm()
  } catch (error) {
    app.log.error({ err: error }, 'the drawing thread could not be readied')
  }
}

/** What the drawing thread refuses because too many wait is a 503 that says when to come again. */
export async function unlessBusy<T>(draw: () => Promise<T>): Promise<T> {
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
export function refused(error: unknown): unknown {
  return error instanceof ChartRefusal ? invalid(error.message, { reason: 'chart.refused' }) : error
}
