export type TokenKind = 'number' | 'item' | 'variable' | 'word' | 'breakdown' | 'operator' | 'end'
/** `position` counts characters from 1, as a person does. */
export type Token = { readonly kind: TokenKind; readonly text: string; readonly position: number }

/** A fault in an expression: where, and what to do, in Chinese. Thrown inside the parser, returned by it. */
export class ExpressionFault extends Error {
  readonly position: number
  constructor(position: number, reason: string) {
    super(reason)
    this.position = position
  }
}

const patterns: readonly (readonly [TokenKind, RegExp])[] = [
  ['number', /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?%?/y],
  ['item', /[A-Z][A-Z0-9_]*/y],
  ['variable', /\$[a-z][A-Za-z]*/y],
  ['word', /[a-z][A-Za-z_]*/y],
  ['breakdown', /\[[a-z_]+:[a-z_]+\]/y],
  ['operator', /<=|>=|==|!=|[<>+\-*/(),[\]]/y],
]

const typed: Readonly<Record<string, string>> = { '≤': '<=', '≥': '>=', '≠': '!=', '×': '*', '÷': '/', '−': '-' }

/** Splits the text into tokens; full-width punctuation and ≤ ≥ ≠ × ÷ are read as their plain forms. */
export function tokenize(text: string): Token[] {
  const source = Array.from(text, plainLetter)
  const plain = source.join('')
  const tokens: Token[] = []
  let at = 0
  while (at < plain.length) {
    if (/\s/.test(plain[at] ?? '')) at += 1
    else {
      const token = tokenAt(plain, at, originalPosition(source, at))
      tokens.push(token)
      at += token.text.length
    }
  }
  return [...tokens, { kind: 'end', text: '', position: source.length + 1 }]
}

function plainLetter(letter: string): string {
  const code = letter.charCodeAt(0)
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0)
  return typed[letter] ?? letter
}

/** A letter such as ≤ becomes two, so a place in the plain text is earlier in what was typed. */
function originalPosition(source: readonly string[], at: number): number {
  let length = 0
  return source.findIndex((letter) => (length += letter.length) > at) + 1
}

function tokenAt(plain: string, at: number, position: number): Token {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at
    const text = pattern.exec(plain)?.[0]
    if (text) return { kind, text, position }
  }
  const hint = plain[at] === '=' ? '，相等请写“==”' : ''
  throw new ExpressionFault(position, `不认识“${plain[at]}”${hint}`)
}
