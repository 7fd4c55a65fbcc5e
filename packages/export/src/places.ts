/** Runs what it is given, so many at a time; the others wait in the order in which they came. */
export function openPlaces(most: number): <T>(run: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let taken = 0
  return async (run) => {
    if (taken < most) taken += 1
    // Whoever leaves hands its place on.
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await run()
    } finally {
      const next = waiting.shift()
      if (next === undefined) taken -= 1
      else next()
    }
  }
}
