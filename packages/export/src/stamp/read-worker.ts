import { parentPort, workerData } from 'node:worker_threads'
import { giveWay } from '../give-way.ts'
import { inspectFile, unreadableFile } from './inspect.ts'

/* Reads one file that somebody sent, apart from the server and with its own memory limit. */

giveWay()
parentPort?.postMessage(await inspectFile(workerData as Uint8Array).catch(unreadableFile))
