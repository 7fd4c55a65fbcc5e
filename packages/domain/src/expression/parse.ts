import { shiftDecimal } from '../number/decimal-text.ts'
import type {
  CallName,
  ComparisonLink,
  ComparisonOperator,
  Condition,
  Expression,
  Quantity,
  ReadTime,
} from './syntax.ts'
import { callNames, comparisonOperators, isCondition, readTimes } from './syntax.ts'
import type { Token } from './token.ts'
import { ExpressionFault, tokenize } from './token.ts'

/** `position` counts characters from 1; `reason` is the whole sentence for a person. */
export type ExpressionProblem = { readonly ok: false; readonly position: number; readonly reason: string }
export type ExpressionResult<T extends Expression> = { readonly ok: true; readonly expression: T } | ExpressionProblem

type Cursor = { readonly tokens: readonly Token[]; at: number }

const longest = 600

/**
 * Reads a quantity or a condition of the rule language: numbers (3%), item codes, X[size:above], + - * /, abs, min, max,
 * prev(X), lastYear(X), ytd(X), latest(X), inYear(X), sum(X by axis), chains (a <= b <= c), q in [a, b], and, or, not.
 */
export function parseExpression(text: string): ExpressionResult<Expression> {
  if (text.length > longest)
    return { ok: false, position: longest, reason: `规则表达式不能超过${longest}个字符，请拆成几条` }
  try {
    const cursor: Cursor = { tokens: tokenize(text), at: 0 }
    const expression = readEither(cursor)
    if (peek(cursor).kind !== 'end') throw fault(cursor, `此处多出“${peek(cursor).text}”`)
    return { ok: true, expression }
  } catch (error) {
    if (!(error instanceof ExpressionFault)) throw error
    return { ok: false, position: error.position, reason: `规则表达式第${error.position}个字符处：${error.message}` }
  }
}

/** Reads a condition, which is what a rule must be. */
export function parseCondition(text: string): ExpressionResult<Condition> {
  const result = parseExpression(text)
  if (!result.ok || isCondition(result.expression)) return result as ExpressionResult<Condition>
  return { ok: false, position: 1, reason: '规则表达式第1个字符处：这是一个数，不是条件，请加上比较（如 <=）' }
}

function peek(cursor: Cursor): Token {
  return cursor.tokens[cursor.at] ?? { kind: 'end', text: '', position: 1 }
}

function take(cursor: Cursor): Token {
  const token = peek(cursor)
  cursor.at += 1
  return token
}

function takeIf(cursor: Cursor, text: string): boolean {
  if (peek(cursor).text !== text || peek(cursor).kind === 'end') return false
  cursor.at += 1
  return true
}

function expectText(cursor: Cursor, text: string): void {
  if (!takeIf(cursor, text)) throw fault(cursor, `应为“${text}”${found(cursor)}`)
}

function found(cursor: Cursor): string {
  const { kind, text } = peek(cursor)
  return kind === 'end' ? '，但表达式已结束' : `，却是“${text}”`
}

function fault(cursor: Cursor, reason: string): ExpressionFault {
  return new ExpressionFault(peek(cursor).position, reason)
}

function readEither(cursor: Cursor): Expression {
  return readJoined(cursor, 'or', () => readJoined(cursor, 'and', () => readNegation(cursor)))
}

function readJoined(cursor: Cursor, word: 'and' | 'or', readPart: () => Expression): Expression {
  const start = peek(cursor)
  const first = readPart()
  if (peek(cursor).text !== word) return first
  const operands = [asCondition(first, start)]
  while (takeIf(cursor, word)) {
    const token = peek(cursor)
    operands.push(asCondition(readPart(), token))
  }
  return { kind: word, operands }
}

function readNegation(cursor: Cursor): Expression {
  if (!takeIf(cursor, 'not')) return readComparison(cursor)
  const start = peek(cursor)
  return { kind: 'not', operand: asCondition(readNegation(cursor), start) }
}

function readComparison(cursor: Cursor): Expression {
  const start = peek(cursor)
  const first = readSum(cursor)
  if (takeIf(cursor, 'in')) return readWithin(cursor, asQuantity(first, start))
  const links: ComparisonLink[] = []
  for (let operator = comparisonAt(cursor); operator; operator = comparisonAt(cursor)) {
    asQuantity(first, start)
    cursor.at += 1
    const token = peek(cursor)
    links.push({ operator, operand: asQuantity(readSum(cursor), token) })
  }
  return links.length === 0 ? first : { kind: 'compare', first: asQuantity(first, start), links }
}

function comparisonAt(cursor: Cursor): ComparisonOperator | undefined {
  return comparisonOperators.find((operator) => operator === peek(cursor).text)
}

function readWithin(cursor: Cursor, operand: Quantity): Condition {
  expectText(cursor, '[')
  const low = readQuantity(cursor)
  expectText(cursor, ',')
  const high = readQuantity(cursor)
  expectText(cursor, ']')
  return { kind: 'within', operand, low, high }
}

function readQuantity(cursor: Cursor): Quantity {
  const start = peek(cursor)
  return asQuantity(readSum(cursor), start)
}

function readSum(cursor: Cursor): Expression {
  return readArithmetic(cursor, ['+', '-'], () => readArithmetic(cursor, ['*', '/'], () => readSigned(cursor)))
}

function readArithmetic(
  cursor: Cursor,
  operators: readonly ('+' | '-' | '*' | '/')[],
  readPart: () => Expression,
): Expression {
  const start = peek(cursor)
  let left = readPart()
  for (;;) {
    const operator = operators.find((candidate) => takeIf(cursor, candidate))
    if (!operator) return left
    const token = peek(cursor)
    left = { kind: 'arithmetic', operator, left: asQuantity(left, start), right: asQuantity(readPart(), token) }
  }
}

function readSigned(cursor: Cursor): Expression {
  if (!takeIf(cursor, '-')) return readPrimary(cursor)
  const start = peek(cursor)
  return { kind: 'negate', operand: asQuantity(readSigned(cursor), start) }
}

function readPrimary(cursor: Cursor): Expression {
  const token = peek(cursor)
  if (takeIf(cursor, '(')) {
    const inner = readEither(cursor)
    expectText(cursor, ')')
    return inner
  }
  if (token.kind === 'number') return { kind: 'number', value: numberOf(take(cursor)) }
  if (token.kind === 'item' || token.kind === 'variable') return readItem(cursor, 'now')
  if (token.kind === 'word') return readCall(cursor)
  throw fault(cursor, `应为数字、数据项代码或函数${found(cursor)}`)
}

function numberOf({ text, position }: Token): number {
  const percent = text.endsWith('%')
  const digits = percent ? text.slice(0, -1) : text
  const value = percent && !/e/i.test(digits) ? Number(shiftDecimal(digits, -2)) : Number(digits) / (percent ? 100 : 1)
  if (!Number.isFinite(value)) throw new ExpressionFault(position, `数字“${text}”太大`)
  return value
}

function readItem(cursor: Cursor, time: ReadTime): Quantity {
  const { kind, text } = peek(cursor)
  if (kind !== 'item' && kind !== 'variable') throw fault(cursor, `应为数据项代码${found(cursor)}`)
  cursor.at += 1
  const breakdown = peek(cursor).kind === 'breakdown' ? take(cursor).text.slice(1, -1) : ''
  return { kind: 'item', item: text, breakdown, time }
}

function readCall(cursor: Cursor): Quantity {
  const name = take(cursor)
  const call = callNames.find((candidate) => candidate === name.text)
  const time = readTimes.find((candidate) => candidate === name.text && candidate !== 'now')
  if (!call && !time && name.text !== 'sum')
    throw new ExpressionFault(name.position, `没有函数“${name.text}”，可用 ${callList}`)
  expectText(cursor, '(')
  const quantity = call ? readOperands(cursor, call, name) : time ? readItem(cursor, time) : readSumBy(cursor)
  expectText(cursor, ')')
  return quantity
}

const callList = [...callNames, ...readTimes.filter((time) => time !== 'now'), 'sum'].join('、')

function readOperands(cursor: Cursor, name: CallName, token: Token): Quantity {
  const operands = [readQuantity(cursor)]
  while (takeIf(cursor, ',')) operands.push(readQuantity(cursor))
  if (name === 'abs' && operands.length > 1) throw new ExpressionFault(token.position, 'abs 只取一个数')
  if (name !== 'abs' && operands.length < 2) throw new ExpressionFault(token.position, `${name} 至少取两个数`)
  return { kind: 'call', name, operands }
}

function readSumBy(cursor: Cursor): Quantity {
  const { kind, text } = take(cursor)
  if (kind !== 'item' && kind !== 'variable')
    throw new ExpressionFault(cursor.tokens[cursor.at - 1]?.position ?? 1, `sum 里应为数据项代码，却是“${text}”`)
  expectText(cursor, 'by')
  const axis = peek(cursor)
  if (axis.kind !== 'word') throw fault(cursor, `应为分组名称（如 size）${found(cursor)}`)
  cursor.at += 1
  return { kind: 'sumBy', item: text, axis: axis.text }
}

function asCondition(expression: Expression, start: Token): Condition {
  if (isCondition(expression)) return expression
  throw new ExpressionFault(start.position, '此处应为条件（带比较），却是一个数')
}

function asQuantity(expression: Expression, start: Token): Quantity {
  if (!isCondition(expression)) return expression
  throw new ExpressionFault(start.position, '此处应为一个数，却是条件')
}
