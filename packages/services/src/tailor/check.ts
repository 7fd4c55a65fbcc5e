import type { CatalogueChangeInput, CatalogueChecked, SwitchBody } from '@cg/contract/catalogue-change'
import { cell, submission } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { formatPeriod } from '@cg/domain/number/date-format'
import { parsePeriod, shiftPeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { and, asc, count, gte, inArray, ne } from 'drizzle-orm'
import { contentHash } from '../catalogue/hash.ts'
import type { Off } from '../catalogue/layer.ts'
import { impactOf } from './impact.ts'
import { linesOf, loadTailored, nameOf, offUnder, sidesOf } from './standing.ts'
import type { Tailored } from './standing.ts'

/** What a change would do, and what stands in its way. */
export async function checkChange(db: Db, now: Date, change: CatalogueChangeInput): Promise<CatalogueChecked> {
  const tailored = await loadTailored(db, now)
  const refusals = await refusalsOf(db, tailored, change)
  const lines = linesOf(tailored, change)
  const impact = await impactOf(db, tailored, await sidesOf(db, tailored, change), change)
  const isRefused = refusals.length > 0
  return { refusals, lines, impact, digest: isRefused ? '' : contentHash({ change, lines, impact }) }
}

/** Why the change cannot be, each with its remedy. */
export async function refusalsOf(db: Db, tailored: Tailored, change: CatalogueChangeInput): Promise<string[]> {
  const { body } = change
  if (body.indicators.length + body.items.length === 0) return ['还没有选指标或数据项。请先在列表中勾选。']
  const unknown = unknownOf(tailored, body)
  if (unknown.length > 0) return unknown
  const late = tooEarly(tailored, change)
  if (late !== null) return [late]
  return [
    ...idle(tailored, change),
    ...(body.isOn ? await sentWithout(db, tailored, change) : await alreadyFilled(db, tailored, change)),
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

/** What is published, or signed to be, keeps the catalogue it was made with. */
function tooEarly({ openFrom, scheduled }: Tailored, { from }: CatalogueChangeInput): string | null {
  if (from < openFrom)
    return `${quarter(from)}已经发布或早已过去，报表和指标保持原样。请选${quarter(openFrom)}或以后的季度。`
  const signed = scheduled.find((period) => period >= from)
  return signed === undefined
    ? null
    : `${quarter(signed)}已决定定时发布。请先由发布人收回定时发布，或选${quarter(shiftPeriod(signed, 1))}及以后。`
}

/** What is so already. */
function idle(tailored: Tailored, { from, body }: CatalogueChangeInput): string[] {
  const off = offUnder(tailored, tailored.switches, parsePeriod(from))
  const item = (code: string) =>
    off.items.has(code) === !body.isOn ? `数据项${nameOf(tailored, 'items', code)}${isSo(body, from)}` : null
  return [
    ...body.items.map(item),
    ...body.indicators.map((code) => idleIndicator(tailored, off, code, { from, body })),
  ].filter((words) => words !== null)
}

function isSo({ isOn }: SwitchBody, from: string): string {
  return `在${quarter(from)}本来就${isOn ? '在使用' : '已停用'}。请从所选中去掉它，或改选季度。`
}

type At = Pick<CatalogueChangeInput, 'from' | 'body'>

function idleIndicator(tailored: Tailored, off: Off, code: string, { from, body }: At): string | null {
  const name = `指标${nameOf(tailored, 'indicators', code)}`
  const found = [...off.indicators].find(([one]) => one === code)?.[1] ?? null
  if (!body.isOn) return found === null || found.lacks !== '' ? null : `${name}${isSo(body, from)}`
  if (found === null) return `${name}${isSo(body, from)}`
  if (found.lacks === '' || body.items.includes(found.lacks)) return null
  return `${name}缺少停用的数据项${nameOf(tailored, 'items', found.lacks)}，不能计算。请同时勾选这个数据项。`
}

/** An item that somebody has filled in for a quarter stays in that quarter. */
async function alreadyFilled(db: Db, tailored: Tailored, { from, body }: At): Promise<string[]> {
  if (body.items.length === 0) return []
  const rows = await db
    .select({ period: cell.period, item: cell.itemCode, cells: count() })
    .from(cell)
    .where(and(gte(cell.period, from), inArray(cell.itemCode, [...body.items]), ne(cell.state, 'not_reported')))
    .groupBy(cell.period, cell.itemCode)
    .orderBy(asc(cell.period), asc(cell.itemCode))
  const last = rows.at(-1)?.period
  return rows.map(({ period, item, cells }) => {
    const next = quarter(shiftPeriod(parsePeriod(last ?? period), 1))
    return `${quarter(period)}的报表已填了数据项${nameOf(tailored, 'items', item)}（${cells} 格），不能从这一季起停用。请改从${next}起停用；确要从这一季停用的，先请填报单位清空这些格。`
  })
}

const sentStates = ['submitted', 'checked', 'accepted', 'locked'] as const

/** A form that was sent without an item would lack it. */
async function sentWithout(db: Db, tailored: Tailored, { from, body }: At): Promise<string[]> {
  const asking = tailored.known.forms.filter(({ cells }) => cells.some(({ item }) => body.items.includes(item)))
  if (asking.length === 0) return []
  const codes = asking.map(({ code }) => code)
  const rows = await db
    .selectDistinct({ period: submission.period, form: submission.formCode })
    .from(submission)
    .where(
      and(
        gte(submission.period, from),
        inArray(submission.formCode, codes),
        inArray(submission.state, [...sentStates]),
      ),
    )
    .orderBy(asc(submission.period), asc(submission.formCode))
  return rows.map(({ period, form }) => {
    const name = asking.find(({ code }) => code === form)?.name ?? form
    return `${quarter(period)}的《${name}》已经报送，恢复后会少报这些数据项。请改从${quarter(shiftPeriod(parsePeriod(period), 1))}起恢复，或先退回这张报表。`
  })
}

function quarter(period: string): string {
  return formatPeriod(parsePeriod(period))
}

/** Which quarters may be chosen: the next two years and a quarter, from the first that is free. */
export function openQuarters({ openFrom }: Pick<Tailored, 'openFrom'>): Period[] {
  return Array.from({ length: 9 }, (_, at) => shiftPeriod(openFrom, at))
}
