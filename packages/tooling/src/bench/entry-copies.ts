import type { CatalogueSeed } from '@cg/contract/catalogue'
import { must } from '@cg/domain/must'

/** How a copy's codes end. */
const suffix = (copy: number): string => `_N${String(copy).padStart(2, '0')}`

/**
 * The catalogue with so many copies of a form, each with items and rules of its own: as many people can fill forms of one
 * size at once as the city has forms.
 */
export function withCopies(seed: CatalogueSeed, code: string, copies: number): CatalogueSeed {
  const form = must(seed.forms.find((one) => one.code === code))
  const items = seed.items.filter((item) => form.items.includes(item.code))
  const all = Array.from({ length: copies }, (_, at) => suffix(at))
  const names = new Set(items.map((item) => String(item.code)))
  const renamed = <T>(of: T, end: string): T =>
    JSON.parse(JSON.stringify(of), (_key, value: unknown) =>
      typeof value === 'string' && names.has(value) ? value + end : value,
    ) as T
  return {
    ...seed,
    items: [...seed.items, ...all.flatMap((end) => renamed(items, end))],
    forms: [
      ...seed.forms,
      ...all.map((end) => ({ ...renamed(form, end), code: formCode(code, end), tableNo: null })),
    ] as CatalogueSeed['forms'],
    rules: seed.rules.map((rule) => {
      const { body } = rule
      if (!('operands' in body) || body.operands === undefined) return rule
      const own = body.operands.filter((operand) => Object.values(operand).every((name) => names.has(String(name))))
      const copied = all.flatMap((end) => renamed(own, end))
      return { ...rule, body: { ...body, operands: [...body.operands, ...copied] } } as typeof rule
    }),
  }
}

const formCode = (code: string, end: string): string => `${code}${end.replace('_', '-')}`

export const copiesOf = (code: string, copies: number): string[] =>
  Array.from({ length: copies }, (_, at) => formCode(code, suffix(at)))
