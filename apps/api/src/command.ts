import { parseArgs } from 'node:util'
import type { ParseArgsOptionsConfig } from 'node:util'

type Shape<O extends ParseArgsOptionsConfig> = {
  readonly options: O
  /** How many words may stand beside the options. */
  readonly most: number
}
type Words<O extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: O; allowPositionals: true; strict: true }>
>

/** What a command says instead of being done: its usage where that was asked for, or which word it does not know. */
export function remarkOn(
  args: readonly string[],
  usage: string,
  { options, most }: Shape<ParseArgsOptionsConfig>,
): { readonly isAsked: boolean; readonly words: string } | null {
  if (args.includes('--help') || args.includes('-h')) return { isAsked: true, words: usage }
  const { tokens } = parseArgs({ args: [...args], options, allowPositionals: true, strict: false, tokens: true })
  const wrong = tokens.find(
    (token) =>
      token.kind === 'option' &&
      (!Object.hasOwn(options, token.name) || (options[token.name]?.type === 'string') !== (token.value !== undefined)),
  )
  const first = wrong ?? tokens.filter((token) => token.kind === 'positional')[most]
  if (first === undefined) return null
  return { isAsked: false, words: `无法识别的参数 ${args[first.index] ?? ''}。\n${usage}` }
}

/**
 * The words behind a command. `--help` prints the usage and ends with 0; a word that the command does not know is named,
 * with the usage, and ends it with 2 before anything is done.
 */
export function readWords<const O extends ParseArgsOptionsConfig>(usage: string, shape: Shape<O>): Words<O> {
  const args = process.argv.slice(2)
  const remark = remarkOn(args, usage, shape)
  if (remark !== null) {
    ;(remark.isAsked ? process.stdout : process.stderr).write(`${remark.words}\n`)
    process.exit(remark.isAsked ? 0 : 2)
  }
  return parseArgs({ args, options: shape.options, allowPositionals: true, strict: true })
}
