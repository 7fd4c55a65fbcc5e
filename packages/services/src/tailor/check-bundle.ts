import { partsOf } from './change.ts'
import type { Change } from './change.ts'
import { nameOf } from './standing.ts'
import type { Tailored } from './standing.ts'

type Bundle = Extract<Change, { kind: 'bundle' }>

/** What the changes of one bundle have against each other; each of them is then held against what stands. */
export function bundleRefusals(tailored: Tailored, bundle: Bundle): string[] {
  const parts = partsOf(bundle)
  const off = new Set(
    parts.flatMap(({ kind, body }) => (kind === 'switch' && !body.isOn ? [...body.items, ...body.indicators] : [])),
  )
  const stopped = (codes: readonly string[], what: string) =>
    codes
      .filter((code) => off.has(code))
      .map((code) => `${what}用到数据项${nameOf(tailored, 'items', code)}，它在这次变更中停用。请去掉其中一处。`)
  return [
    ...twice(parts.flatMap(({ kind, body }) => (kind === 'item' || kind === 'itemEdit' ? [body.item.name] : []))).map(
      (name) => `这次变更中有两个数据项都叫“${name}”。请改其中一个的名称。`,
    ),
    ...twice(
      parts.flatMap(({ kind, body }) => {
        if (kind === 'indicator' || kind === 'indicatorEdit') return [body.indicator.name]
        return kind === 'definition' ? [body.name] : []
      }),
    ).map((name) => `这次变更中有两个指标都叫“${name}”。请改其中一个的名称。`),
    ...twice(
      parts.flatMap(({ kind, body }) => {
        if (kind === 'form') return [body.form.name]
        return kind === 'header' ? [body.name] : []
      }),
    ).map((name) => `这次变更中有两张报表都叫《${name}》。请改其中一张的名称。`),
    ...twice(
      parts.flatMap(({ kind, body }) => {
        if (kind === 'form') return body.form.items
        return kind === 'header' ? body.items : []
      }),
    ).map((code) => `数据项${nameOf(tailored, 'items', code)}移入了两张报表。同一个数只填一次，请只留一处。`),
    ...parts.flatMap(({ kind, body }) => {
      if (kind === 'indicator') {
        const { numerator, denominator, name } = body.indicator
        return stopped([...numerator, ...denominator], `指标“${name}”`)
      }
      return kind === 'header' ? stopped(body.items, `报表《${body.name}》`) : []
    }),
  ]
}

function twice(all: readonly string[]): string[] {
  return [...new Set(all.filter((one, at) => all.indexOf(one) !== at))]
}
