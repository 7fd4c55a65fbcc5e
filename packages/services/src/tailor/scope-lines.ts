import { formatPeriod } from '@cg/domain/number/date-format'
import { quarterOf, shiftPeriod } from '@cg/domain/period'
import type { Part } from './change.ts'
import type { Tailored } from './standing.ts'

type Scope = Extract<Part, { kind: 'formScope' }>

/** Whom a change of 填报范围 leaves out and brings back, and what becomes of their figures. */
export function scopeLines({ known, layer, unitNames, districtsIn }: Tailored, { from, body }: Scope): string[] {
  const form = known.forms.find(({ code }) => code === body.form)
  const districts = districtsIn(from)
  const own = layer.formScopes.filter((one) => one.form === body.form)
  const at = own.findIndex((one) => one.from === from && same(one.excused, body.excused))
  const before = new Set((at === -1 ? own.filter((one) => one.from <= from).at(-1) : own[at - 1])?.excused)
  const later = own.find((one) => one.from > from)
  const after = new Set(body.excused)
  const asked = (left: ReadonlySet<string>) => districts.filter((code) => !left.has(code)).length
  const named = (codes: readonly string[]) => codes.map((code) => unitNames.get(code) ?? code).join('、')
  const gone = [...unitNames.keys()].filter((code) => after.has(code) && !before.has(code))
  const back = districts.filter((code) => before.has(code) && !after.has(code))
  const isByUnits = form?.filledBy === 'unit'
  const until = later === undefined ? '' : `，到${formatPeriod(shiftPeriod(later.from, -1))}止`
  return [
    isByUnits
      ? `《${form.name}》${formatPeriod(from)}起由 ${asked(before)} 个区县改为 ${asked(after)} 个区县填报${until}`
      : `《${form?.name ?? body.form}》${formatPeriod(from)}起由部门填 ${asked(before)} 个区县改为填 ${asked(after)} 个区县${until}`,
    ...(gone.length === 0 ? [] : [`${isByUnits ? '不再填报的' : '不再列入的'}：${named(gone)}`]),
    ...(back.length === 0 ? [] : [`恢复${isByUnits ? '填报' : '列入'}的：${named(back)}`]),
    ...(back.length === 0 || quarterOf(from) === 1 || !hasFlows(known, body.form)
      ? []
      : ['恢复填报的区县，按年内累计的指标从明年第一季度起才有数：本年有的季度没有填报']),
    ...(after.size === 0 ? [] : ['不填报的区县按“不适用”处理：不算未报，不催报，不参加排名，不计入全市数']),
    '以后新设、合并或拆分产生的区县照常填报，除非另行调整',
  ]
}

/** Whether the form asks for figures of a quarter that are added up over the year. */
function hasFlows({ forms, items }: Tailored['known'], form: string): boolean {
  const cells = forms.find(({ code }) => code === form)?.cells ?? []
  return cells.some(({ item }) => items.get(item)?.periodKind === 'FLOW_Q')
}

function same(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((code) => right.includes(code))
}
