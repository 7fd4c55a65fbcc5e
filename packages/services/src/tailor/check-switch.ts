import type { SwitchBody } from '@cg/contract/catalogue-change'
import { cell } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { formatPeriod } from '@cg/domain/number/date-format'
import { spanOf } from '@cg/domain/figure/span'
import type { IndicatorCode, ItemCode } from '@cg/domain/indicator'
import { makePeriod, parsePeriod, shiftPeriod, yearOf, yearToDate } from '@cg/domain/period'
import { and, asc, count, gte, inArray, ne } from 'drizzle-orm'
import type { Off } from '../catalogue/layer.ts'
import { indicatorItems } from '../release/words.ts'
import type { Part } from './change.ts'
import { sentForms } from './sent.ts'
import { nameOf, offAt } from './standing.ts'
import type { Tailored } from './standing.ts'

type Switching = Extract<Part, { kind: 'switch' }>

/** Why these cannot be switched so, each with its remedy. */
export async function switchRefusals(db: Db, tailored: Tailored, change: Switching): Promise<string[]> {
  const { body } = change
  if (body.indicators.length + body.items.length === 0) return ['还没有选指标或数据项。请先在列表中勾选。']
  const unknown = unknownOf(tailored, body)
  if (unknown.length > 0) return unknown
  return [
    ...idle(tailored, change),
    ...(body.isOn
      ? [...halfYears(tailored, change), ...(await sentWithout(db, tailored, change))]
      : await alreadyFilled(db, tailored, change)),
  ]
}

function unknownOf({ known }: Tailored, { indicators, items }: SwitchBody): string[] {
  const counted = [...known.items.values()].filter(({ axes }) => axes.enteredFor === 'none')
  const has = (list: Iterable<{ readonly code: string }>, code: string) => [...list].some((one) => one.code === code)
  return [
    ...indicators.flatMap((code) =>
      has(known.indicators.values(), code) ? [] : [`目录中没有指标 ${code}。请重新选。`],
    ),
    ...items.flatMap((code) => (has(known.items.values(), code) ? [] : [`目录中没有数据项 ${code}。请重新选。`])),
    ...counted.flatMap(({ code, name }) =>
      items.includes(code) ? [`“${name}”由系统统计，不在报表中填报，不能停用。不需要的，请停用用到它的指标。`] : [],
    ),
  ]
}

/** What is so already. */
function idle(tailored: Tailored, change: Switching): string[] {
  const { body } = change
  const off = offAt(tailored, change.from)
  const item = (code: string) =>
    off.items.has(code) === !body.isOn ? [`数据项${nameOf(tailored, 'items', code)}${isSo(change)}`] : []
  return [...body.items.flatMap(item), ...body.indicators.flatMap((code) => idleIndicator(tailored, off, code, change))]
}

function isSo({ body: { isOn }, from }: Switching): string {
  return `在${formatPeriod(from)}本来就${isOn ? '在使用' : '已停用'}。请从所选中去掉它，或改选季度。`
}

function idleIndicator(tailored: Tailored, off: Off, code: string, change: Switching): string[] {
  const { body } = change
  const name = `指标${nameOf(tailored, 'indicators', code)}`
  const found = off.indicators.get(code as IndicatorCode) ?? null
  if (!body.isOn) return found === null || found.lacks !== '' ? [] : [`${name}${isSo(change)}`]
  if (found === null) return [`${name}${isSo(change)}`]
  if (found.lacks === '' || body.items.includes(found.lacks)) return []
  return [`${name}缺少停用的数据项${nameOf(tailored, 'items', found.lacks)}，不能计算。请同时勾选这个数据项。`]
}

/** An item that somebody has filled in for a quarter stays in that quarter. */
async function alreadyFilled(db: Db, tailored: Tailored, { from, body }: Switching): Promise<string[]> {
  if (body.items.length === 0) return []
  const rows = await db
    .select({ period: cell.period, item: cell.itemCode, cells: count() })
    .from(cell)
    .where(and(gte(cell.period, from), inArray(cell.itemCode, [...body.items]), ne(cell.state, 'not_reported')))
    .groupBy(cell.period, cell.itemCode)
    .orderBy(asc(cell.period), asc(cell.itemCode))
  const last = rows.at(-1)?.period
  return rows.map(({ period, item, cells }) => {
    const next = formatPeriod(shiftPeriod(parsePeriod(last ?? period), 1))
    return `${formatPeriod(parsePeriod(period))}的报表已填了数据项${nameOf(tailored, 'items', item)}（${cells} 格），不能从这一季起停用。请改从${next}起停用；确要从这一季停用的，先请填报单位清空这些格。`
  })
}

/** What is added up through the year lacks the quarters that did not ask for it: nobody could ever report it whole. */
function halfYears(tailored: Tailored, { from, body }: Switching): string[] {
  const { items, indicators } = tailored.known
  const before = yearToDate(from).slice(0, -1)
  return body.items.flatMap((code) => {
    const item = items.get(code as ItemCode)
    const lacked = before.find((period) => offAt(tailored, period).items.has(code))
    if (item?.periodKind !== 'FLOW_Q' || lacked === undefined) return []
    const all = [...indicators.values()]
    const summed = all.find(
      (one) =>
        indicatorItems({ indicators: all }, one).includes(code) &&
        spanOf(one, { items, indicators }).kind === 'yearToDate',
    )
    if (summed === undefined) return []
    const next = formatPeriod(makePeriod(yearOf(from) + 1, 1))
    return [
      `指标“${summed.name}”按年内各季累加，${formatPeriod(lacked)}没有填报数据项“${item.name}”，年中恢复会缺数。请改从${next}起恢复。`,
    ]
  })
}

/** A form that was sent without an item would lack it. */
async function sentWithout(db: Db, { known }: Tailored, { from, body }: Switching): Promise<string[]> {
  const asking = known.forms.filter(({ cells }) => cells.some(({ item }) => body.items.includes(item)))
  const sent = await sentForms(
    db,
    asking.map(({ code }) => code),
    from,
  )
  return sent.map(({ period, form }) => {
    const name = asking.find(({ code }) => code === form)?.name ?? form
    return `${formatPeriod(period)}的《${name}》已经报送，恢复后会少报这些数据项。请改从${formatPeriod(shiftPeriod(period, 1))}起恢复，或先退回这张报表。`
  })
}
