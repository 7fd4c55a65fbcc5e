import { flushCompileCache } from 'node:module'
import { getHeapStatistics } from 'node:v8'

/** A drawing thread that has loaded its libraries takes 30 to 40 MB. */
const usual = 40 * 2 ** 20

/**
 * Called in a thread after a job has been answered: what a large one has left, 30 MB after a book, goes at once. V8 lets it
 * lie in a thread that has nothing more to do. Takes a tenth of a second; where the process was started without `--expose-gc`
 * nothing of it is done. What was read from the compile cache for the libraries of a job goes too.
 */
export function tidy(): void {
  flushCompileCache()
  if (getHeapStatistics().total_physical_size > Math.max(usual, 1.5 * tidied)) {
    globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' })
    tidied = getHeapStatistics().total_physical_size
  }
}

/** What stayed the last time: who has that much in use is left alone until there is half as much again. */
let tidied = 0
