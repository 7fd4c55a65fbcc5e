import type { RegisterFacts } from '@cg/contract/release/register'
import { formatState, formatValue } from '@cg/domain/number/number-format'
import { rangeText } from '@cg/domain/register/range'

/** 创新案例台账：全市获评全总、省总创新案例数（累计）14项. The first of what the records amount to; the table has them all. */
export function headline({ kind, items, records }: RegisterFacts): string {
  const [first] = items
  if (first === undefined) return `${kind.name}台账：${records.length}条记录`
  if (first.records === null) return `${kind.name}台账：全市${first.name}${formatState('withheld')}`
  return `${kind.name}台账：全市${first.name}${formatValue(first.records, first)}${first.unit}`
}

/** What stands under the page: how the counts are made and what the release leaves out. */
export function notesOf({ kind, units, items, ranges = [], unlisted = 0 }: RegisterFacts): string[] {
  const inside = units.flatMap(({ name, holder }) =>
    holder === undefined ? [] : [`${name}的记录同时计入${nameIn(units, holder)}，全市只计一次。`],
  )
  const apart = units.filter(({ isApart, holder }) => isApart && holder === undefined).map(({ name }) => name)
  const isHidden = items.some((item) => item.units.some(({ records }) => records === null))
  return [
    ...items.map(({ name, words }) => `${name} = ${words}。`),
    ...ranges.map((range) => `${range.name}：${rangeText(range)}，取全市${range.records}条计入记录中的最低和最高。`),
    ...(items.length === 0 ? [`${kind.departmentName}在报表中填报的数不由这个台账计数，清单供查阅。`] : []),
    ...inside,
    ...(apart.length === 0 ? [] : [`${apart.join('、')}的记录不计入全市。`]),
    ...(unlisted === 0 ? [] : [`另有${unlisted}个单位没有记录，不列出。`]),
    ...(kind.isNamed ? ['记录涉及个人，发布不含姓名等文字。'] : []),
    ...(isHidden ? ['人数过少的单位不公布，记录也不列出。'] : []),
  ]
}

export const nameIn = (units: RegisterFacts['units'], code: string): string =>
  units.find((unit) => unit.code === code)?.name ?? code
