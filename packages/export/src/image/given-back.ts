import { setImmediate } from 'node:timers/promises'

/**
 * Waits for the memory of the pictures just drawn: what was copied out of a canvas, 33 MB of a poster, is freed between two
 * turns of the thread's loop. A thread that goes from one picture straight to the next makes none, and holds a gigabyte after
 * thirty posters.
 */
export async function givenBack(): Promise<void> {
  await setImmediate()
}
