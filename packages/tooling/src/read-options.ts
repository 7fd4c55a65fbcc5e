import { parseArgs } from 'node:util'
import type { ParseArgsOptionsConfig } from 'node:util'

/**
 * The options behind a command of the project, as `read` understands them. `--help` prints the usage and ends with 0; what is
 * not understood ends the command with 2, its name and the usage, before anything is done.
 */
export function readOptions<const O extends ParseArgsOptionsConfig, T>(
  usage: string,
  options: O,
  read: (values: ReturnType<typeof parseArgs<{ options: O }>>['values']) => T,
): T {
  if (process.argv.includes('--help')) {
    process.stdout.write(`${usage}\n`)
    process.exit(0)
  }
  return orUsage(usage, () => read(parseArgs({ options }).values))
}

/** What `read` makes of the options; where it refuses them, its words and the usage, and the command ends with 2. */
export function orUsage<T>(usage: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}\n`)
    process.exit(2)
  }
}

/** What the names stand for, in the order of the names; a name of nothing is refused with those there are. */
export function pickNamed<T>(all: readonly T[], names: string, nameOf: (one: T) => string): T[] {
  return names.split(',').map((name) => {
    const found = all.find((one) => nameOf(one).toLowerCase() === name.trim().toLowerCase())
    if (found === undefined) throw new Error(`${name} is none of ${all.map(nameOf).join(', ')}`)
    return found
  })
}
