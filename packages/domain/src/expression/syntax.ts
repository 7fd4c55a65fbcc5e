/** When an item is read: this quarter, the quarter before, the same quarter last year, 累计 of a flow, the last value known, the last value of this year. */
export const readTimes = ['now', 'prev', 'lastYear', 'ytd', 'latest', 'inYear'] as const
export type ReadTime = (typeof readTimes)[number]

/** An item, or a `$variable` that a rule's operand list fills in; `breakdown` is '' or 'size:above'. */
export type ItemReading = {
  readonly kind: 'item'
  readonly item: string
  readonly breakdown: string
  readonly time: ReadTime
}

export type Quantity =
  | { readonly kind: 'number'; readonly value: number }
  | ItemReading
  | { readonly kind: 'sumBy'; readonly item: string; readonly axis: string }
  | { readonly kind: 'negate'; readonly operand: Quantity }
  | {
      readonly kind: 'arithmetic'
      readonly operator: ArithmeticOperator
      readonly left: Quantity
      readonly right: Quantity
    }
  | { readonly kind: 'call'; readonly name: CallName; readonly operands: readonly Quantity[] }

export type ArithmeticOperator = '+' | '-' | '*' | '/'

export const callNames = ['abs', 'min', 'max'] as const
export type CallName = (typeof callNames)[number]

export const comparisonOperators = ['<=', '>=', '<', '>', '==', '!='] as const
export type ComparisonOperator = (typeof comparisonOperators)[number]
export type ComparisonLink = { readonly operator: ComparisonOperator; readonly operand: Quantity }

/** `compare` is a chain: a <= b <= c has two links and holds when both do. */
export type Condition =
  | { readonly kind: 'compare'; readonly first: Quantity; readonly links: readonly ComparisonLink[] }
  | { readonly kind: 'within'; readonly operand: Quantity; readonly low: Quantity; readonly high: Quantity }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Condition[] }
  | { readonly kind: 'not'; readonly operand: Condition }

export type Expression = Quantity | Condition

export function isCondition(expression: Expression): expression is Condition {
  return ['compare', 'within', 'and', 'or', 'not'].includes(expression.kind)
}

/** The direct parts of an expression, in reading order. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'number':
    case 'item':
    case 'sumBy':
      return []
    case 'negate':
    case 'not':
      return [expression.operand]
    case 'arithmetic':
      return [expression.left, expression.right]
    case 'compare':
      return [expression.first, ...expression.links.map((link) => link.operand)]
    case 'within':
      return [expression.operand, expression.low, expression.high]
    case 'call':
    case 'and':
    case 'or':
      return expression.operands
  }
}

export type ItemUse = Extract<Quantity, { kind: 'item' | 'sumBy' }>

/** Every reading of an item in the expression, in reading order. */
export function itemUses(expression: Expression): readonly ItemUse[] {
  if (expression.kind === 'item' || expression.kind === 'sumBy') return [expression]
  return partsOf(expression).flatMap(itemUses)
}

/** The expression with `$variables` replaced by item codes; a variable without a value stays. */
export function bindVariables<T extends Expression>(expression: T, values: Readonly<Record<string, string>>): T {
  return bind(expression, values) as T
}

function bind(node: Expression, values: Readonly<Record<string, string>>): Expression {
  const inner = (part: Quantity) => bind(part, values) as Quantity
  const condition = (part: Condition) => bind(part, values) as Condition
  switch (node.kind) {
    case 'number':
      return node
    case 'item':
    case 'sumBy':
      return node.item.startsWith('$') ? { ...node, item: values[node.item.slice(1)] ?? node.item } : node
    case 'negate':
      return { ...node, operand: inner(node.operand) }
    case 'not':
      return { ...node, operand: condition(node.operand) }
    case 'arithmetic':
      return { ...node, left: inner(node.left), right: inner(node.right) }
    case 'call':
      return { ...node, operands: node.operands.map(inner) }
    case 'and':
    case 'or':
      return { ...node, operands: node.operands.map(condition) }
    case 'compare':
      return {
        ...node,
        first: inner(node.first),
        links: node.links.map((link) => ({ ...link, operand: inner(link.operand) })),
      }
    case 'within':
      return { ...node, operand: inner(node.operand), low: inner(node.low), high: inner(node.high) }
  }
}
