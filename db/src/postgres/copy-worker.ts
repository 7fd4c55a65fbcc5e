import { parentPort, workerData } from 'node:worker_threads'
import { must } from '@cg/domain/must'
import { copyToFile } from './copy.ts'

// A cast: copy-aside.ts gives nothing else.
const { url, path } = workerData as { readonly url: string; readonly path: string }
await copyToFile(url, path)
must(parentPort).postMessage('done')
