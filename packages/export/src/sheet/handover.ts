import { sealRows, sealWords } from '@cg/charts/stamp'
import { handoverStateNames } from '@cg/contract/handover'
import type { HandoverLine, HandoverMapping, HandoverTrial, HandoverVersion } from '@cg/contract/handover'
import type { ReleaseHead } from '@cg/contract/release/head'
import { formatDateTime, formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { csvText } from './csv.ts'
import { writeWorkbook } from './chart-workbook.ts'
import type { Sheet } from './chart-workbook.ts'

/** A hand-over of one release by one version of the mapping. */
export type HandoverBook = {
  readonly release: ReleaseHead
  readonly nature: string | null
  readonly contentHash: string
  readonly seal?: string | null
  readonly version: HandoverVersion
  readonly mapping: HandoverMapping
  readonly trial: HandoverTrial
}

const heads = [
  '省指标代码',
  '省指标名称',
  '地区代码',
  '地区名称',
  '分组',
  '报告期',
  '数值',
  '计量单位',
  '状态代码',
  '状态',
  '备注',
] as const
const valueAt = heads.indexOf('数值')

/** What each line of the CSV says of where it comes from; the workbook says it once. */
const sourceHeads = ['发布编号', '发布时间', '数据来源', '内容校验码', '数据性质'] as const

type Cells = readonly (string | number | null)[]

function cellsOf(line: HandoverLine, period: string): Cells {
  return [
    line.code,
    line.name,
    line.regionCode,
    line.regionName,
    line.groupName,
    period,
    line.value,
    line.unit,
    line.stateCode,
    handoverStateNames[line.state],
    line.note,
  ]
}

function sourceOf({ release, contentHash, nature }: HandoverBook): string[] {
  return [release.code, publishedAt(release), sourceWords(release), contentHash, nature ?? '正式数据']
}

const publishedAt = (release: ReleaseHead): string =>
  release.publishedAt === null ? '' : formatDateTime(release.publishedAt)
const sourceWords = (release: ReleaseHead): string => `${release.city}产改进展监测平台`

/** UTF-8 with a mark for Excel; the header is line 1 and every line after it is a figure. Numbers keep the digits asked for. */
export function renderHandoverCsv(book: HandoverBook): string {
  const period = formatPeriod(parsePeriod(book.release.period))
  const source = sourceOf(book)
  const lines = book.trial.lines.map((line) => [
    ...cellsOf(line, period).map((cell, at) => (at === valueAt ? plainText(line) : String(cell ?? ''))),
    ...source,
  ])
  return csvText([[...heads, ...sourceHeads], ...lines])
}

/** As printed, without what separates thousands. */
const plainText = ({ text }: HandoverLine): string => text.replaceAll(',', '')

/** Sheets 移交数据, 说明 with the release, its digest and the mapping, and 单位换算. */
export async function renderHandoverXlsx(book: HandoverBook): Promise<Uint8Array> {
  const { release } = book
  const title = `${release.city}${formatPeriod(parsePeriod(release.period))}省平台移交数据`
  return writeWorkbook([dataSheet(book), aboutSheet(book), conversionSheet(book)], {
    title,
    // A release gives the same bytes whenever it is asked.
    generatedAt: release.publishedAt ?? release.preparedAt,
    foot: `${title}　发布编号：${release.code}${sealWords(book.seal)}`,
  })
}

function dataSheet({ release, trial }: HandoverBook): Sheet {
  const period = formatPeriod(parsePeriod(release.period))
  return {
    name: '移交数据',
    header: heads,
    rows: trial.lines.map((line) => cellsOf(line, period)),
    decimals: heads.map((_, at) => (at === valueAt ? 0 : null)),
    cellDecimals: new Map(trial.lines.map((line, at) => [`${at},${valueAt}`, line.decimals])),
  }
}

function aboutSheet(book: HandoverBook): Sheet {
  const { release, contentHash, nature, version, mapping, trial } = book
  const states = mapping.states.filter(({ code }) => code.trim() !== '')
  const rows: [string, string][] = [
    ['发布编号', release.code],
    ...sealRows(book.seal),
    ['报告期', formatPeriod(parsePeriod(release.period))],
    ['发布时间', publishedAt(release)],
    ['数据来源', sourceWords(release)],
    ['内容校验码', contentHash],
    ['数据性质', nature ?? '正式数据'],
    ['对照表', `第${version.version}版，${version.savedBy}，${formatDateTime(version.savedAt)}`],
    ['数据行数', String(trial.lines.length)],
    [
      '数值',
      '指标与发布页面所示的数相同，数据项与本次发布所用的已通过报表相同；按对照表换算单位后取规定的小数位；没有数值的为空，原因见状态',
    ],
    ...states.map(({ state, code }): [string, string] => [`状态代码 ${code}`, handoverStateNames[state]]),
  ]
  return { name: '说明', header: ['项目', '内容'], rows, decimals: [null, null], isText: true }
}

/** What else is to be said of a row: why there is nothing of it, or half. */
export function rowWords({ idle, halves }: HandoverTrial, at: number): string {
  return idle.find(({ row }) => row === at)?.why ?? halves.find(({ row }) => row === at)?.message ?? ''
}

/** Every row of the mapping, also those of which this release has nothing. */
function conversionSheet({ mapping, trial }: HandoverBook): Sheet {
  const rows = mapping.rows.map((row, at) => [
    row.code,
    row.name,
    row.lacking === '' ? row.indicator || row.item : '',
    trial.conversions[at] ?? '',
    row.decimals,
    trial.lines.filter((line) => line.row === at).length,
    rowWords(trial, at),
  ])
  const header = ['省指标代码', '省指标名称', '本系统代码', '单位换算', '小数位', '数据行数', '说明']
  return { name: '单位换算', header, rows, decimals: [null, null, null, null, 0, 0, null] }
}
