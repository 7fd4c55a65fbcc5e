/* SQL as its words and signs, for whoever turns the text of one database into that of another. */

export type Token = {
  /** word: bare; name: in double quotes, without them; text: in single quotes, with them. */
  readonly kind: 'word' | 'name' | 'text' | 'number' | 'sign'
  readonly text: string
}

const parts =
  /\s+|--[^\n]*|\/\*[\s\S]*?\*\/|(?<text>'(?:[^']|'')*')|"(?<name>(?:[^"]|"")*)"|(?<number>\d+(?:\.\d+)?)|(?<word>[A-Za-z_]\w*)|(?<sign><>|<=|>=|!=|==|\|\||->>|->|[(),.;=<>+\-*/%])/gy

/** Throws at the first sign that it does not know. */
export function tokensOf(sql: string): Token[] {
  const tokens: Token[] = []
  let end = 0
  for (const { 0: whole, index, groups } of sql.matchAll(parts)) {
    end = index + whole.length
    const found = Object.entries(groups ?? {}).find(([, text]) => text !== undefined)
    if (found !== undefined) tokens.push({ kind: found[0] as Token['kind'], text: found[1].replaceAll('""', '"') })
  }
  if (end !== sql.length) throw new Error(`SQL that is not understood: ${sql.slice(end, end + 60)}`)
  return tokens
}

/** The statements of a script; the semicolons between BEGIN and END of a trigger end none. */
export function statementsOf(sql: string): Token[][] {
  const statements: Token[][] = [[]]
  let depth = 0
  for (const token of tokensOf(sql)) {
    if (isWord(token, 'BEGIN') || isWord(token, 'CASE')) depth += 1
    if (isWord(token, 'END')) depth -= 1
    if (depth === 0 && isSign(token, ';')) statements.push([])
    else statements.at(-1)?.push(token)
  }
  return statements.filter((statement) => statement.length > 0)
}

export const isWord = (token: Token | undefined, word: string): boolean => token?.kind === 'word' && token.text === word

export const isSign = (token: Token | undefined, sign: string): boolean => token?.kind === 'sign' && token.text === sign

/** Tokens one after the other. Every `expect` names what is read, so that a statement of another shape is refused. */
export class Reader {
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#tokens.length
  }

  peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#at + ahead]
  }

  next(): Token {
    const token = this.#tokens[this.#at]
    if (token === undefined) throw new Error('the statement ends too early')
    this.#at += 1
    return token
  }

  /** Reads these words when they come next. */
  takes(...words: readonly string[]): boolean {
    if (!words.every((word, index) => isWord(this.peek(index), word) || isSign(this.peek(index), word))) return false
    this.#at += words.length
    return true
  }

  expect(...words: readonly string[]): void {
    if (!this.takes(...words)) throw new Error(`${words.join(' ')} was expected before ${this.#near()}`)
  }

  /** A table's or column's name. */
  name(): string {
    const token = this.next()
    if (token.kind === 'name' || (token.kind === 'word' && token.text === token.text.toLowerCase())) return token.text
    throw new Error(`a name was expected, not ${token.text}`)
  }

  text(): string {
    const token = this.next()
    if (token.kind !== 'text') throw new Error(`a text was expected, not ${token.text}`)
    return token.text
  }

  /** What stands in brackets, which come next. */
  bracketed(): Token[] {
    this.expect('(')
    const inside: Token[] = []
    for (let depth = 1; ; inside.push(this.next())) {
      if (isSign(this.peek(), '(')) depth += 1
      if (isSign(this.peek(), ')')) depth -= 1
      if (depth === 0) break
    }
    this.expect(')')
    return inside
  }

  /** Up to the first of these words outside of brackets, or all that is left. */
  until(...words: readonly string[]): Token[] {
    const read: Token[] = []
    let depth = 0
    while (!this.isAtEnd && !(depth === 0 && words.some((word) => isWord(this.peek(), word)))) {
      const token = this.next()
      if (isSign(token, '(')) depth += 1
      if (isSign(token, ')')) depth -= 1
      read.push(token)
    }
    return read
  }

  rest(): Token[] {
    return this.until()
  }

  end(): void {
    if (!this.isAtEnd) throw new Error(`nothing was expected before ${this.#near()}`)
  }

  #near(): string {
    return this.#tokens
      .slice(this.#at, this.#at + 6)
      .map(({ text }) => text)
      .join(' ')
  }
}

/** The parts between commas outside of brackets. */
export function listOf(tokens: readonly Token[]): Token[][] {
  const items: Token[][] = [[]]
  let depth = 0
  for (const token of tokens) {
    if (isSign(token, '(')) depth += 1
    if (isSign(token, ')')) depth -= 1
    if (depth === 0 && isSign(token, ',')) items.push([])
    else items.at(-1)?.push(token)
  }
  return items
}
