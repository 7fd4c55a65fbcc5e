import { isSign, isWord } from './tokens.ts'
import type { Token } from './tokens.ts'

/*
 * Conditions and queries of SQLite as PostgreSQL reads them. Only what is known to mean the same on both passes; every
 * other word is refused. Our migrations write keywords large and names small, which tells them apart.
 */

const keywords = new Set(
  'AND OR NOT IN NULL EXISTS SELECT FROM WHERE ORDER GROUP BY DESC ASC LIMIT BETWEEN CASE WHEN THEN ELSE END AS JOIN LEFT ON ESCAPE DISTINCT UNION ALL VALUES INSERT INTO UPDATE SET DELETE'.split(
    ' ',
  ),
)

/** Functions that are the same on both; json_valid is our own there. */
const functions = new Set(['json_valid', 'length', 'coalesce', 'abs', 'count', 'max', 'min', 'nullif'])

const sameSigns = new Set(['(', ')', ',', '.', '=', '<>', '<', '>', '<=', '>=', '||', '+', '-', '*', '/'])

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

export function expressionText(tokens: readonly Token[]): string {
  const made: string[] = []
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at]
    if (token === undefined) break
    if (isWord(token, 'IS')) {
      const isNot = isWord(tokens[at + 1], 'NOT')
      if (isNot) at += 1
      // IS compares two values with NULL as one of them.
      if (isWord(tokens[at + 1], 'NULL')) made.push(isNot ? 'IS NOT' : 'IS')
      else made.push(isNot ? 'IS DISTINCT FROM' : 'IS NOT DISTINCT FROM')
    } else if (isWord(token, 'GLOB')) {
      at += 1
      made.push('~', globPattern(tokens[at]))
    } else made.push(tokenText(token, tokens[at + 1], tokens[at - 1]))
  }
  return joined(made)
}

function tokenText(token: Token, next: Token | undefined, before: Token | undefined): string {
  const { kind, text } = token
  if (kind === 'name') return quoted(text)
  if (kind === 'text' || kind === 'number') return text
  if (kind === 'sign') {
    if (sameSigns.has(text)) return text
    throw new Error(`the sign ${text} is not known to mean the same in PostgreSQL`)
  }
  if (isSign(next, '.') && /^(?:new|old)$/i.test(text)) return text.toUpperCase()
  // Of ASCII letters it sees no case, as PostgreSQL's own in the order of C.
  if (text === 'LIKE') return 'ILIKE'
  if (keywords.has(text)) return text
  if (text !== text.toLowerCase()) throw new Error(`the word ${text} is not known to mean the same in PostgreSQL`)
  // INSERT INTO name (columns), and a function's name before its bracket.
  if (!isSign(next, '(') || isWord(before, 'INTO')) return quoted(text)
  if (functions.has(text)) return text
  throw new Error(`the function ${text} is not known to mean the same in PostgreSQL`)
}

function joined(parts: readonly string[]): string {
  return parts
    .join(' ')
    .replaceAll(/ ?\. ?(?=["\w])/g, (found, at: number, whole: string) => (isInText(whole, at) ? found : '.'))
}

const isInText = (whole: string, at: number): boolean => (whole.slice(0, at).split("'").length - 1) % 2 === 1

/** '20[0-9][0-9]Q[1-4]' as '^20[0-9][0-9]Q[1-4]$'. */
function globPattern(token: Token | undefined): string {
  if (token?.kind !== 'text') throw new Error('GLOB is only known with a text')
  const body = token.text.slice(1, -1).replaceAll(/\[[\w-]+\]|\*|\?|[\w-]|[\s\S]/g, (part) => {
    if (part === '*') return '.*'
    if (part === '?') return '.'
    if (/^(?:\[[\w-]+\]|[\w-])$/.test(part)) return part
    throw new Error(`the pattern ${token.text} has a sign that is not known`)
  })
  return `'^${body}$'`
}
