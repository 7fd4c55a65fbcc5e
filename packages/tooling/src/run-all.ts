/**
 * Runs all tasks, at most so many at a time, begun in their order; a lane that is free takes the next. What they give, in
 * the order of the tasks. Rejects with the first task that does.
 */
export async function runAll<T, R>(
  tasks: readonly T[],
  run: (task: T) => Promise<R>,
  atOnce: number,
): Promise<readonly R[]> {
  const results: R[] = []
  const waiting = [...tasks.entries()]
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) results[next[0]] = await run(next[1])
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  return results
}
