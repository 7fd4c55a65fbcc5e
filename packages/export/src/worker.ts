import { parentPort } from 'node:worker_threads'
import type { ChartModel } from '@cg/charts/model'
import type { RenderRequest } from './render.ts'
import { renderChart } from './render.ts'

/* The thread that draws: one job at a time, so that the server goes on answering. */

export type Job = { readonly id: number; readonly model: ChartModel; readonly request: RenderRequest }

const port = parentPort
if (port === null) throw new Error('worker.ts runs in a worker thread only')

port.on('message', (job: Job) => {
  renderChart(job.model, job.request).then(
    (file) => port.postMessage({ id: job.id, file }),
    (error: unknown) => port.postMessage({ id: job.id, error: error instanceof Error ? error.message : String(error) }),
  )
})
