import { handoverPartNames, handoverPlaceNames, handoverStateNames, handoverStates } from '@cg/contract/handover'
import type {
  HandoverLine,
  HandoverMapping,
  HandoverProblem,
  HandoverRow,
  HandoverState,
  HandoverTrial,
} from '@cg/contract/handover'
import type { ResultState } from '@cg/domain/cell'
import { unreachable } from '@cg/domain/must'
import { formatPeriod, formatState, formatValue } from '@cg/domain/number/number-format'
import { roundHalfAway } from '@cg/domain/number/round'
import { parsePeriod } from '@cg/domain/period'
import { conversionOf } from './conversion.ts'
import type { Conversion } from './conversion.ts'
import type { HandoverFacts } from './facts.ts'
import type { Measure, OwnFigure } from './figure.ts'
import { ownOf } from './own.ts'
import type { Own } from './own.ts'
import { halfOf, idleOf, leftOut } from './unmapped.ts'

/** What of a row is known before its figures are looked at. */
type Plan = {
  readonly at: number
  readonly row: HandoverRow
  readonly own: Own | null
  readonly measure: Measure | null
  readonly conversion: Conversion | null
  readonly groupName: string
  readonly messages: readonly string[]
}

/**
 * What a mapping hands over of a release, and what keeps it from doing so. A figure is the one that our pages print, turned
 * into the province's unit and rounded to its digits; where there is none, its state goes out by its own code.
 */
export function buildHandover(facts: HandoverFacts, mapping: HandoverMapping): HandoverTrial {
  const plans = mapping.rows.map((row, at) => planOf(facts, mapping, row, at))
  const byPlan = plans.map((plan) => ({ plan, lines: linesOf(facts, mapping, plan) }))
  const lines = byPlan.flatMap((one) => one.lines)
  const problems: HandoverProblem[] = [
    ...(mapping.rows.length === 0 ? [{ row: null, message: '对照表里还没有省里的指标。' }] : []),
    ...plans.flatMap(({ at, messages }) => messages.map((words) => ({ row: at, message: `${words}。` }))),
    ...regionProblems(facts, mapping, lines),
    ...stateProblems(mapping, lines),
  ]
  return {
    problems,
    lines,
    conversions: plans.map(({ conversion }) => (conversion?.ok === true ? conversion.words : '')),
    counts: handoverStates.flatMap((state) => {
      const found = lines.filter((line) => line.state === state).length
      return found === 0 ? [] : [{ state, lines: found }]
    }),
    idle: byPlan.flatMap(({ plan: { at, row, own, messages }, lines: made }) => {
      const why = idleOf({ row, own, lines: made.length, isOpen: messages.length > 0 })
      return why === null ? [] : [{ row: at, code: row.code.trim(), name: row.name.trim(), why }]
    }),
    halves: byPlan.flatMap(({ plan: { at, row }, lines: made }) => {
      const message = halfOf(row, made, facts.units[0]?.name)
      return message === null ? [] : [{ row: at, message }]
    }),
    leftOut: leftOut(facts, mapping),
  }
}

function planOf(facts: HandoverFacts, { rows }: HandoverMapping, row: HandoverRow, at: number): Plan {
  const own = ownOf(facts, row)
  const group = own?.groups.find(({ code }) => code === row.breakdown)
  const measure = own?.parts[row.part] ?? null
  const conversion = measure === null || isLacking(row) ? null : conversionOf(measure.unit, row.unit, row.factor)
  const twin = rows.findIndex((other) => isTwin(other, row))
  const messages = [
    ...(row.code.trim() === '' ? ['没有填写省里的指标代码'] : []),
    ...(row.name.trim() === '' ? ['没有填写省里的指标名称'] : []),
    ...(twin < at ? [`与第${twin + 1}行的省指标代码、范围和分组相同，同一个数会报两次`] : []),
    ...(isLacking(row) ? lackingMessages(row) : mappedMessages(row, { own, measure, hasGroup: group !== undefined })),
    ...(conversion?.ok === false ? [conversion.message] : []),
  ]
  return { at, row, own, measure, conversion, groupName: group?.name ?? '', messages }
}

const isLacking = (row: HandoverRow): boolean => row.lacking.trim() !== ''

/** The same code of the province for the same places and group. */
function isTwin(one: HandoverRow, other: HandoverRow): boolean {
  const meet = one.places === other.places || one.places === 'all' || other.places === 'all'
  return meet && one.code.trim() === other.code.trim() && one.breakdown === other.breakdown
}

function lackingMessages({ indicator, item }: HandoverRow): string[] {
  return indicator === '' && item === ''
    ? []
    : [`既对应了本系统的${item === '' ? '指标' : '数据项'}，又写了“本市无此数据”的原因，请去掉一个`]
}

type Found = { readonly own: Own | null; readonly measure: Measure | null; readonly hasGroup: boolean }

function mappedMessages(row: HandoverRow, { own, measure, hasGroup }: Found): string[] {
  if (row.indicator === '' && row.item === '')
    return ['没有对应本系统的指标或数据项。请选择一项；本市没有这项数据的，写明原因，以“无法提供”报送']
  if (row.indicator !== '' && row.item !== '') return ['既对应了指标，又对应了数据项，请只留一个']
  if (own === null)
    return [row.item === '' ? `本次发布没有代码为“${row.indicator}”的指标` : `本次发布没有代码为“${row.item}”的数据项`]
  const isGrouped = row.breakdown !== ''
  return [
    ...(measure === null ? [partMessage(own, row)] : []),
    ...(isGrouped && !hasGroup && own.lacks === null ? [`“${own.name}”没有分组“${row.breakdown}”的数据`] : []),
    ...(isGrouped && own.kind === 'indicator' && row.places !== 'city'
      ? ['指标的分组只有全市数据，范围请改为“全市”']
      : []),
    ...(own.hasCity || row.places !== 'city'
      ? []
      : [`“${own.name}”不能由各单位相加，没有全市数，范围请改为“${handoverPlaceNames.units}”`]),
  ]
}

function partMessage({ kind, name }: Own, { part }: HandoverRow): string {
  return kind === 'item'
    ? `“${name}”是数据项，没有${handoverPartNames[part]}，“取数”请留空`
    : `“${name}”没有${handoverPartNames[part]}，请改为指标值`
}

function linesOf(facts: HandoverFacts, mapping: HandoverMapping, plan: Plan): HandoverLine[] {
  if (plan.messages.length > 0 || (plan.own?.lacks ?? null) !== null) return []
  const { row } = plan
  const [city, ...units] = facts.units
  const asked = { all: facts.units, city: city === undefined ? [] : [city], units }[row.places]
  return asked.flatMap(({ code, name }) => {
    const figure = isLacking(row) ? null : figureOf(facts, row, code)
    // An indicator of the city alone has no rows of units, a mean that is reported by units none of the city.
    if (figure === null && !isLacking(row)) return []
    return [lineOf(plan, mapping, { code, name, figure })]
  })
}

function figureOf(facts: HandoverFacts, { indicator, item, breakdown }: HandoverRow, unit: string): OwnFigure | null {
  return item === '' ? facts.figure(indicator, unit, breakdown) : facts.itemFigure(item, unit, breakdown)
}

type Placed = { readonly code: string; readonly name: string; readonly figure: OwnFigure | null }

function lineOf(plan: Plan, mapping: HandoverMapping, { code, name, figure }: Placed): HandoverLine {
  const { at, row, groupName } = plan
  const told = toldOf(plan, figure)
  return {
    row: at,
    code: row.code.trim(),
    name: row.name.trim(),
    regionCode: mapping.regions.find((one) => one.unit === code)?.code.trim() ?? '',
    regionName: name,
    groupName,
    decimals: row.decimals,
    unit: row.unit.trim(),
    stateCode: mapping.states.find((one) => one.state === told.state)?.code.trim() ?? '',
    ...told,
  }
}

type Told = Pick<HandoverLine, 'own' | 'value' | 'text' | 'state' | 'note'>

function toldOf({ row, measure, conversion }: Plan, figure: OwnFigure | null): Told {
  if (figure === null || measure === null || conversion?.ok !== true)
    return {
      own: formatState('not_available'),
      value: null,
      text: '',
      state: 'not_available',
      note: row.lacking.trim(),
    }
  const own = figure.values[row.part]
  const from = figure.carriedFrom === null ? '' : `沿用${formatPeriod(parsePeriod(figure.carriedFrom))}的数据`
  if (own === null) {
    const state = stateWithout(figure.state)
    return { own: handoverStateNames[state], value: null, text: '', state, note: from }
  }
  const value = roundHalfAway(conversion.convert(own), row.decimals)
  const notes = [
    from,
    figure.state === 'partial' ? '部分单位已报' : '',
    figure.isDoubleCount ? '各单位相加，可能重复计数' : '',
    value === 0 && own !== 0 ? `不是 0，按 ${row.decimals} 位小数四舍五入后为 0` : '',
  ]
  return {
    own: measured(formatValue(own, measure), measure.unit),
    value,
    text: formatValue(value, { unit: row.unit, decimals: row.decimals }),
    state: 'given',
    note: notes.filter((one) => one !== '').join('；'),
  }
}

/** 85.1%, 123,456 人 */
function measured(text: string, unit: string): string {
  return unit === '%' || unit === '' ? `${text}${unit}` : `${text} ${unit}`
}

/** Why there is no number. A reported figure without the part that is asked for was not computed of parts. */
function stateWithout(state: ResultState): HandoverState {
  switch (state) {
    case 'not_reported':
    case 'not_applicable':
    case 'not_available':
    case 'withheld':
    case 'invalid':
      return state
    case 'not_established':
      return 'not_applicable'
    case 'zero_denominator':
    case 'uncomputable':
    case 'reported':
    case 'partial':
      return 'uncomputable'
    default:
      return unreachable(state)
  }
}

function regionProblems(
  { units }: HandoverFacts,
  { regions }: HandoverMapping,
  lines: readonly HandoverLine[],
): HandoverProblem[] {
  const known = new Set(units.map(({ code }) => code))
  const without = new Set(lines.filter((line) => line.regionCode === '').map((line) => line.regionName))
  const byCode = Map.groupBy(
    regions.filter(({ unit, code }) => known.has(unit) && code.trim() !== ''),
    ({ code }) => code.trim(),
  )
  const nameOf = (unit: string): string => units.find(({ code }) => code === unit)?.name ?? unit
  return [
    ...[...without].map((name) => ({ row: null, message: `${name}没有省里的地区代码。` })),
    ...[...byCode].flatMap(([code, held]) =>
      held.length < 2
        ? []
        : [{ row: null, message: `${held.map(({ unit }) => nameOf(unit)).join('、')}的地区代码同为“${code}”。` }],
    ),
  ]
}

function stateProblems({ states }: HandoverMapping, lines: readonly HandoverLine[]): HandoverProblem[] {
  const without = new Set(lines.filter(({ state, stateCode }) => state !== 'given' && stateCode === '').map(stateOf))
  const filled = states.filter(({ code }) => code.trim() !== '')
  const byCode = Map.groupBy(filled, ({ code }) => code.trim())
  return [
    ...[...without].map((state) => ({
      row: null,
      message: `“${handoverStateNames[state]}”没有省里的状态代码，而有数据处于这种状态。`,
    })),
    ...[...byCode].flatMap(([code, held]) =>
      held.length < 2
        ? []
        : [
            {
              row: null,
              message: `${held.map(({ state }) => `“${handoverStateNames[state]}”`).join('、')}的状态代码同为“${code}”，省里分不清。`,
            },
          ],
    ),
  ]
}

const stateOf = ({ state }: HandoverLine): HandoverState => state
