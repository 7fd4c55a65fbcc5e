import type { Condition, Expression, Quantity } from './syntax.ts'

/** Writes an expression so that parsing it gives the same expression back. */
export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'compare':
      return [
        printSide(expression.first),
        ...expression.links.map(({ operator, operand }) => `${operator} ${printSide(operand)}`),
      ].join(' ')
    case 'within':
      return `${printSide(expression.operand)} in [${printSide(expression.low)}, ${printSide(expression.high)}]`
    case 'and':
    case 'or':
      return expression.operands.map((part) => wrapCondition(part, expression.kind)).join(` ${expression.kind} `)
    case 'not':
      return `not ${wrapCondition(expression.operand, 'not')}`
    default:
      return printQuantity(expression, 0)
  }
}

function printSide(quantity: Quantity): string {
  return printQuantity(quantity, 0)
}

/** Or binds weakest, then and, then not; equal kinds are wrapped so that their nesting survives. */
function wrapCondition(part: Condition, outer: 'and' | 'or' | 'not'): string {
  const bare =
    part.kind === 'compare' || part.kind === 'within' || part.kind === 'not' || (part.kind === 'and' && outer === 'or')
  return bare ? printExpression(part) : `(${printExpression(part)})`
}

/** `strength` is what surrounds: 0 nothing, 1 a sum's right side, 2 a product, 3 a product's right side or a sign. */
function printQuantity(quantity: Quantity, strength: number): string {
  switch (quantity.kind) {
    case 'number':
      return String(quantity.value)
    case 'item': {
      const item = quantity.breakdown === '' ? quantity.item : `${quantity.item}[${quantity.breakdown}]`
      return quantity.time === 'now' ? item : `${quantity.time}(${item})`
    }
    case 'sumBy':
      return `sum(${quantity.item} by ${quantity.axis})`
    case 'call':
      return `${quantity.name}(${quantity.operands.map((operand) => printQuantity(operand, 0)).join(', ')})`
    case 'negate':
      return `-${printQuantity(quantity.operand, 3)}`
    case 'arithmetic':
      return printArithmetic(quantity, strength)
  }
}

function printArithmetic(
  { operator, left, right }: Extract<Quantity, { kind: 'arithmetic' }>,
  strength: number,
): string {
  const product = operator === '*' || operator === '/'
  const own = product ? 2 : 0
  const text = `${printQuantity(left, own)} ${operator} ${printQuantity(right, own + 1)}`
  return strength > own ? `(${text})` : text
}
