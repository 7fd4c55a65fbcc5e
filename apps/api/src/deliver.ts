import type { PackModel } from '@cg/charts/pack/pack-model'
import { deliverDue } from '@cg/services/material/deliver'
import type { MakePack } from '@cg/services/material/deliver'
import { lookMs } from '@cg/services/release/publish/watch-schedules'
import type { FastifyInstance } from 'fastify'
import { poolOf, unlessBusy } from './drawing.ts'
import { makePack } from './make-pack.ts'
import { packReader } from './pack-answers.ts'

/** Nobody looks how far it is, and nobody gives it up. */
const unwatched = { tell: () => {}, signal: new AbortController().signal }

/**
 * Makes the materials that are due with a release: looks at once, for what came out while the server was down, and again
 * and again. Returns a function that stops it.
 */
export function watchDeliveries(app: FastifyInstance): () => void {
  const pool = poolOf(app)
  const readPack = packReader()
  const make: MakePack = async (ctx, { code, recipe, format }) => {
    const pack = await readPack(ctx, code, recipe)
    // Nobody's turn: it waits behind those who look at a progress bar.
    const render = async (own: PackModel) => (await pool()).renderPack(own, format, 'deliveries', unwatched)
    return unlessBusy(() => makePack(app, pack, { ctx, recipe }, render))
  }
  let isLooking = false
  const look = async () => {
    if (isLooking) return
    isLooking = true
    try {
      await deliverDue(app.services, make)
    } catch (error) {
      app.log.error({ err: error }, 'a material was not delivered')
    } finally {
      isLooking = false
    }
  }
  void look()
  const timer = setInterval(() => void look(), lookMs)
  timer.unref()
  return () => clearInterval(timer)
}
