import { xmlText } from '../inert-text.ts'

/** A piece of a page whose texts have been escaped; made by `html` and `trusted` only. */
export type Markup = { readonly markup: string }

type Part = string | Markup | readonly Markup[] | null

/** Markup with every inserted text escaped; null inserts nothing. Line breaks of the source, which lie between tags only, are left out. */
export function html(literals: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const texts = literals.map((literal, at) => literal.replace(/\n\s*/g, '') + printed(parts[at] ?? null))
  return { markup: texts.join('') }
}

/** Markup that was escaped where it was made: a drawn SVG, the book's own style and script. */
export function trusted(markup: string): Markup {
  return { markup }
}

function printed(part: Part): string {
  if (part === null) return ''
  if (typeof part === 'string') return xmlText(part)
  return 'markup' in part ? part.markup : part.map(({ markup }) => markup).join('')
}
