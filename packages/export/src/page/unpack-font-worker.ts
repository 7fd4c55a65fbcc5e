import { readFile } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { decompress } from 'wawoff2'

/* The thread that unpacks one committed font and ends. */

const font = new Uint8Array(await decompress(await readFile(String(workerData))))
parentPort?.postMessage(font, [font.buffer])
