/*
 * A figure by the clock is only worth something on a machine that does nothing else. A fixed piece of work is done before
 * and after each measurement: where the clock went on while the processor did not work for it, others had it, and the
 * figure is measured again.
 */

const rounds = 30_000_000
const tolerance = 1.15

/** How much longer than its processor time a piece of work took; 1 on a machine that does nothing else. */
export function crowding(): number {
  const [start, used] = [performance.now(), process.cpuUsage()]
  let sum = 0
  for (let round = 0; round < rounds; round++) sum = (sum + Math.imul(round, 2654435761)) | 0
  const { user, system } = process.cpuUsage(used)
  const ratio = (performance.now() - start) / ((user + system) / 1000)
  // Never true: the loop may not be left out.
  return sum === 0.5 ? Number.NaN : ratio
}

export type Quiet<T> = { readonly result: T; readonly isDisturbed: boolean; readonly tries: number }

type Options = {
  readonly attempts?: number
  readonly work?: () => number
  readonly wait?: (ms: number) => Promise<void>
}

/** Measures until the machine was quiet around the measurement, at most six times unless told; the least disturbed, marked, when it never was. */
export async function whenQuiet<T>(measure: () => Promise<T>, options: Options = {}): Promise<Quiet<T>> {
  const { attempts = 6, work = crowding, wait = pause } = options
  const crowded = (): number =>
    [work(), work(), work()].toSorted((left, right) => left - right)[1] ?? Number.POSITIVE_INFINITY
  let best: { readonly result: T; readonly crowding: number } | null = null
  for (let tries = 1; ; tries++) {
    const before = crowded()
    const result = await measure()
    const found = { result, crowding: Math.max(before, crowded()) }
    if (best === null || found.crowding < best.crowding) best = found
    const isDisturbed = best.crowding > tolerance
    if (!isDisturbed || tries === attempts) return { result: best.result, isDisturbed, tries }
    await wait(500 * tries)
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
