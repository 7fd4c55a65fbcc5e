import { inOneLine } from '@cg/domain/claim/words'
import type { ChartSpec } from '@cg/contract/chart'
import type { EquityFacts, ResourceFacts } from '@cg/contract/release/equity'
import { must } from '@cg/domain/must'
import { formatValue, spokenUnit } from '@cg/domain/number/number-format'
import { exactSum } from '@cg/domain/number/sum'
import { companion, numberCell, numberColumn, wordCell, wordColumn } from '../figure.ts'
import { captionParts, periodWords, releaseParts } from '../lines.ts'
import type { ChartModel, ChartTable, PlaneBody, PlaneDot, TableCell } from '../model.ts'
import { ChartRefusal, nothingToDraw } from '../refusal.ts'
import { niceScale } from '../scale.ts'
import { titleOf } from '../titles.ts'

const percent = { unit: '%', decimals: 1 }
/** So many units are named along the curve; of more those that are furthest from their fair share. */
const mostNamed = 14
const furthest = 4

/** The resource whose indicator a spec names; the first where it names none. */
export function resourceOf({ resources }: EquityFacts, { measure }: Pick<ChartSpec, 'measure'>): ResourceFacts | null {
  return resources.find(({ resource }) => measure === undefined || resource.indicator === measure) ?? null
}

/** One unit on the way up the curve: its shares in percent, and those of all before it and itself. */
type Step = {
  readonly at: number
  readonly need: number
  readonly resource: number
  readonly needUpTo: number
  readonly resourceUpTo: number
}

/** 资源与需求: how much of a resource the units get that have most need beside it, least served first. */
export function resourceNeed(facts: EquityFacts, spec: ChartSpec): ChartModel {
  const found = resourceOf(facts, spec)
  if (found === null) throw nothingToDraw('资源与需求', facts.release.period)
  const { resource, need } = found
  const neutral = `${resource.name}与${need.name}的分布`
  if (found.missingCount > 0)
    throw new ChartRefusal(`${neutral}：${lackingUnits(found)}，不可计算`, '请换一个期次或补报后再看')
  const steps = stepsOf(found)
  if (steps.length < 2) throw nothingToDraw(neutral, facts.release.period)
  const { release } = facts
  const title = titleOf(neutral, found.claim)
  const table = shareTable(found, steps)
  const subtitle = `${resource.name}${spanWord(found)}与${need.name}的累计占比，按人均${resource.name}由低到高，${periodWords(release.period)}，%`
  return {
    kind: 'resource-need',
    title: title.text,
    neutralTitle: neutral,
    titleSource: title.source,
    claim: title.claim,
    ...captionParts(release, {
      subtitle,
      source: [...new Set([resource.source, need.source])].join('、'),
      definition: inOneLine([...new Set([resource.definition, need.definition])]),
      notes: ['曲线离对角线越远，资源与需求越不相称', ...facts.notes],
      methods: methodsOf(found),
    }),
    ...releaseParts(release),
    body: curveBody(found, steps, spec),
    table,
    records: shareRecords(facts, found, steps, table),
    ranking: null,
    altText: `${title.text}。${subtitle}。${table.rows
      .map((row) =>
        row
          .slice(0, 4)
          .map((cell) => cell.text)
          .join(' '),
      )
      .join('；')}`,
    file: { period: release.period, subject: neutral, view: '资源与需求', release: release.code },
  }
}

function curveBody(found: ResourceFacts, steps: readonly Step[], spec: ChartSpec): PlaneBody {
  const scale = niceScale([0, 100], { format: { unit: '%', decimals: 0 }, startsAtZero: true })
  return {
    form: 'plane',
    x: scale,
    xWord: `${found.need.name}累计占比，%`,
    y: scale,
    yWord: `${found.resource.name}累计占比，%`,
    rows: [],
    path: [[0, 0], ...steps.map(({ needUpTo, resourceUpTo }) => [needUpTo, resourceUpTo] as const)],
    even: '完全相称',
    dots: dotsOf(found, steps, spec),
  }
}

function shareRecords(
  { release }: EquityFacts,
  { units }: ResourceFacts,
  steps: readonly Step[],
  { columns, rows }: ChartTable,
): ChartTable {
  return {
    columns: [
      wordColumn('period', '期次'),
      wordColumn('unitCode', '单位代码'),
      ...columns,
      wordColumn('release', '发布编号'),
    ],
    rows: rows.map((row, index) => [
      wordCell(release.period),
      wordCell(must(units[must(steps[index]).at]).code),
      ...row,
      wordCell(release.code),
    ]),
  }
}

/** 缺岚谷县等3个单位的数据 */
export function lackingUnits({ missing, missingCount }: ResourceFacts): string {
  const rest = missingCount > 3 ? `等${missingCount}个单位` : ''
  return `缺${missing.slice(0, 3).join('、')}${rest}的数据`
}

function spanWord({ resource: { span } }: ResourceFacts): string {
  return span.kind === 'yearToDate' ? '（年初至本季）' : ''
}

/** Least served first: resource per need, then in protocol order. Units that need nothing and get nothing stand first. */
function stepsOf({ resource, need, units }: ResourceFacts): Step[] {
  const [all, of] = [exactSum(resource.value), exactSum(need.value)]
  if (all <= 0 || of <= 0) return []
  const ratio = (at: number): number =>
    must(need.value[at]) === 0 ? 0 : must(resource.value[at]) / must(need.value[at])
  const order = [...units.keys()].toSorted((left, right) => ratio(left) - ratio(right) || left - right)
  return order.map((at, index): Step => {
    const upTo = order.slice(0, index + 1)
    return {
      at,
      need: (100 * must(need.value[at])) / of,
      resource: (100 * must(resource.value[at])) / all,
      needUpTo: (100 * exactSum(upTo.map((one) => must(need.value[one])))) / of,
      resourceUpTo: (100 * exactSum(upTo.map((one) => must(resource.value[one])))) / all,
    }
  })
}

function dotsOf(found: ResourceFacts, steps: readonly Step[], spec: ChartSpec): PlaneDot[] {
  const apart = [...steps].toSorted((left, right) => left.resource - left.need - (right.resource - right.need))
  const named = new Set(steps.length <= mostNamed ? steps : [...apart.slice(0, furthest), ...apart.slice(-furthest)])
  return steps.map((step) => {
    const { code, shortName } = must(found.units[step.at])
    const isFocus = code === spec.focus
    return {
      key: code,
      name: shortName,
      tone: isFocus ? 'focus' : 'plain',
      detail: [
        shortName,
        `${found.need.name}占比：${print(step.need)}`,
        `${found.resource.name}占比：${print(step.resource)}`,
      ],
      x: step.needUpTo,
      y: step.resourceUpTo,
      weight: null,
      isNamed: isFocus || named.has(step),
    }
  })
}

const print = (share: number): string => `${formatValue(share, percent)}%`

function shareTable({ resource, need, units }: ResourceFacts, steps: readonly Step[]): ChartTable {
  const formatOf = ({ unit, decimals }: typeof resource) => ({ unit: spokenUnit(unit), decimals })
  return {
    columns: [
      wordColumn('name', '单位'),
      wordColumn('area', '地区类型'),
      numberColumn('needShare', `${need.name}占比`, percent),
      numberColumn('resourceShare', `${resource.name}占比`, percent),
      numberColumn('need', need.name, formatOf(need)),
      numberColumn('resource', resource.name, formatOf(resource)),
      numberColumn('needUpTo', `${need.name}累计占比`, percent),
      numberColumn('resourceUpTo', `${resource.name}累计占比`, percent),
      numberColumn('ratio', '两个占比之比', { unit: '倍', decimals: 2 }),
    ],
    rows: steps.map((step): TableCell[] => [
      wordCell(must(units[step.at]).name),
      wordCell(must(units[step.at]).area ?? '—'),
      numberCell(companion(step.need, percent)),
      numberCell(companion(step.resource, percent)),
      numberCell(companion(need.value[step.at], formatOf(need))),
      numberCell(companion(resource.value[step.at], formatOf(resource))),
      numberCell(companion(step.needUpTo, percent)),
      numberCell(companion(step.resourceUpTo, percent)),
      numberCell(companion(step.need === 0 ? null : step.resource / step.need, { unit: '倍', decimals: 2 })),
    ]),
  }
}

/** 泰尔指数0.0123，其中41%来自不同地区类型之间；集中度（基尼系数）0.153 */
function methodsOf({ theil, between, gini }: ResourceFacts): string[] {
  const three = { unit: '', decimals: 3 }
  const index = gini === null ? [] : [`集中度（按需求加权的基尼系数）${formatValue(gini, three)}，0为完全相称`]
  if (theil === null) return index
  const share =
    between === null || theil <= 0
      ? ''
      : `，其中${formatValue(Math.min(100, Math.max(0, (100 * between) / theil)), { unit: '%', decimals: 0 })}%来自不同地区类型之间`
  return [...index, `泰尔指数${formatValue(theil, { unit: '', decimals: 4 })}${share}`]
}
