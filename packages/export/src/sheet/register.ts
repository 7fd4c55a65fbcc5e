import { sealRows, sealWords } from '@cg/charts/stamp'
import type { Sealed } from '@cg/contract/release/head'
import { besideText, shareWords, sumWords } from '@cg/charts/page/register-words'
import { chosenRecords, filterWords } from '@cg/contract/release/register'
import type { RegisterBesideFact, RegisterFacts, RegisterFilter } from '@cg/contract/release/register'
import { formatDate, formatPeriod, formatState } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { rangeText } from '@cg/domain/register/range'
import { writeWorkbook } from './chart-workbook.ts'
import type { Sheet, SheetCell } from './chart-workbook.ts'
import { csvText } from './csv.ts'

/** A register of a release as a workbook: its records, the counts by unit beside what the forms said, and where it is from. */
export async function renderRegister(facts: Sealed<RegisterFacts>, filter: RegisterFilter): Promise<Uint8Array> {
  const { release, kind } = facts
  const title = `${release.city}${formatPeriod(parsePeriod(release.period))}${kind.name}台账`
  return writeWorkbook([recordSheet(facts, filter), countSheet(facts), aboutSheet(facts, filter)], {
    title,
    generatedAt: release.publishedAt ?? release.preparedAt,
    foot: `${title}　发布编号：${release.code}${sealWords(facts.seal)}`,
  })
}

/** The same records as CSV, where they are from after an empty line. */
export function renderRegisterCsv(facts: Sealed<RegisterFacts>, filter: RegisterFilter): string {
  const { header, rows } = recordSheet(facts, filter)
  const cells = rows.map((row) => row.map((cell) => cell ?? ''))
  return csvText([header, ...cells, [], ...aboutLines(facts, filter)])
}

function recordSheet(facts: RegisterFacts, filter: RegisterFilter): Sheet {
  const { fields, items, units, kind } = facts
  const nameOf = new Map(units.map(({ code, name }) => [code, name]))
  const rows = chosenRecords(facts, filter).map(({ id, unit, day, values, counts }): SheetCell[] => [
    id,
    nameOf.get(unit) ?? unit,
    formatDate(day),
    ...fields.map(({ type }, at) => {
      const value = values[at] ?? null
      return type === 'date' && typeof value === 'string' ? formatDate(value) : value
    }),
    counts.map((at) => items[at]?.name ?? '').join('、') || '不计入',
  ])
  return {
    name: `${kind.name}台账`.slice(0, 31),
    header: [
      '号',
      '区县',
      '计入日期',
      ...fields.map(({ name, unit }) => (unit === undefined ? name : `${name}（${unit}）`)),
      '计入的数据项',
    ],
    rows,
    decimals: [
      0,
      null,
      null,
      ...fields.map(({ type, decimals }) => (type === 'number' ? (decimals ?? 0) : null)),
      null,
    ],
  }
}

function countSheet({ items, units }: RegisterFacts): Sheet {
  const nameOf = new Map(units.map(({ code, name }) => [code, name]))
  return {
    name: '分区县计数',
    header: [
      '区县',
      ...items.flatMap(({ name, unit }) => [`${name}（${unit}）台账`, `${name}（${unit}）报表`]),
      '备注',
    ],
    rows: [
      ...units.map(({ name, isApart, holder }, u): SheetCell[] => [
        name,
        ...items.flatMap((item): SheetCell[] => {
          const own = item.units[u]
          return own === undefined
            ? [null, null]
            : [own.records ?? formatState(own.state), own.value ?? formatState(own.state)]
        }),
        holder !== undefined ? `已含在${nameOf.get(holder) ?? holder}中，全市只计一次` : isApart ? '不计入全市' : '',
      ]),
      ['全市', ...items.flatMap(({ records }): SheetCell[] => [records ?? formatState('withheld'), null]), ''],
    ],
    decimals: [null, ...items.flatMap(({ decimals }) => [decimals, decimals]), null],
  }
}

function aboutSheet(facts: Sealed<RegisterFacts>, filter: RegisterFilter): Sheet {
  return {
    name: '说明',
    header: ['项目', '内容'],
    rows: aboutLines(facts, filter),
    decimals: [null, null],
    isText: true,
  }
}

function aboutLines(facts: Sealed<RegisterFacts>, filter: RegisterFilter): [string, string][] {
  const { release, kind, items, ranges = [], beside, records } = facts
  const chosen = filterWords(facts, filter)
  const shown = chosenRecords(facts, filter).length
  return [
    ['台账', `${kind.name}。${kind.definition}`],
    ['数据来源', kind.departmentName],
    ['报告期', formatPeriod(parsePeriod(release.period))],
    ['发布编号', release.code],
    ...sealRows(facts.seal),
    ['发布日期', formatDate((release.publishedAt ?? release.preparedAt).slice(0, 10))],
    [
      '范围',
      chosen.length === 0
        ? `全部记录，共${records.length}条`
        : `${chosen.join('；')}。共${shown}条（全部${records.length}条）；分区县计数不受筛选影响`,
    ],
    ...items.map(({ name, words }): [string, string] => [name, words]),
    ...ranges.map((range): [string, string] => [range.name, `${rangeText(range)}（全市${range.records}条记录）`]),
    ...(beside === undefined ? [] : besideLines(kind.name, beside)),
    ...(items.length === 0 ? [['计数', '各数由登记部门在报表中填报，不由台账计数'] as [string, string]] : []),
    ...(kind.isNamed ? [['姓名', '记录涉及个人，发布不含姓名等文字'] as [string, string]] : []),
    ...(release.isDemo ? [['数据性质', '演示数据'] as [string, string]] : []),
  ]
}

/** What is listed beside all others, each in a line of its own. */
function besideLines(name: string, { shares, pairs, note }: RegisterBesideFact): [string, string][] {
  const said = [
    ...shares.map((share) => `${sumWords(share)}，${shareWords(share)}。${share.note}`),
    ...pairs.map(({ own, other }) => `${own.name} ${besideText(own)}；对照：${other.name} ${besideText(other)}`),
    note,
  ]
  return said.map((words) => [`${name}与全市`, words])
}
