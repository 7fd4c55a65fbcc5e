import { stripControls } from '../inert-text.ts'

/** A piece of source whose texts have been quoted; made by `typst` and `text` only. */
export type Source = { readonly source: string }

type Part = string | number | Source | readonly Source[]

/** Source with every inserted text quoted, so that nothing people typed is taken for markup. */
export function typst(literals: TemplateStringsArray, ...parts: readonly Part[]): Source {
  return {
    source: literals.map((literal, at) => (at < parts.length ? literal + printed(parts[at] ?? '') : literal)).join(''),
  }
}

/** A text as an expression: "…" */
export function quoted(words: string): Source {
  return { source: `"${stripControls(words).replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"` }
}

/** A text as content in which the words of `unbroken` stay whole. */
export function text(words: string, unbroken: readonly string[] = []): Source {
  const parts = splitAt(words, unbroken)
  return { source: `[${parts.map(([part, isWhole]) => `#${isWhole ? 'box' : ''}(${quoted(part).source})`).join('')}]` }
}

/** Longer words would leave a hole at the end of a line. */
const longestWhole = 12

function splitAt(words: string, unbroken: readonly string[]): [part: string, isWhole: boolean][] {
  const whole = unbroken.filter((word) => word.length > 1 && word.length <= longestWhole && words.includes(word))
  const parts: [string, boolean][] = []
  let rest = words
  while (rest !== '') {
    const found = whole
      .map((word) => ({ word, at: rest.indexOf(word) }))
      .filter(({ at }) => at >= 0)
      .toSorted((left, right) => left.at - right.at || right.word.length - left.word.length)[0]
    if (found === undefined) {
      parts.push([rest, false])
      break
    }
    if (found.at > 0) parts.push([rest.slice(0, found.at), false])
    parts.push([found.word, true])
    rest = rest.slice(found.at + found.word.length)
  }
  return parts
}

function printed(part: Part): string {
  if (typeof part === 'string') return quoted(part).source
  if (typeof part === 'number') return String(part)
  return 'source' in part ? part.source : part.map(({ source }) => source).join('\n')
}
