import { parentPort, workerData } from 'node:worker_threads'
import type { MapInput } from '@cg/contract/map'
import type { MapGround } from './read-file.ts'
import { readMapFile } from './read-file.ts'

/* The thread that reads one file of outlines and ends. */

export type MapReading = { readonly input: MapInput; readonly ground: MapGround; readonly now: Date }

const { input, ground, now } = workerData as MapReading
parentPort?.postMessage(readMapFile(input, ground, now))
