import { handoverPlaceNames, handoverStateNames } from '@cg/contract/handover'
import type { Handover, HandoverMapping, HandoverTrial } from '@cg/contract/handover'
import { ownWords } from '@cg/contract/handover-book'
import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { writeWorkbook } from './chart-workbook.ts'
import type { Sheet } from './chart-workbook.ts'
import { rowWords } from './handover.ts'

/** A trial of a mapping on a release. */
export type HandoverTrialBook = {
  readonly choices: Pick<Handover, 'release' | 'contentHash' | 'indicators' | 'items'>
  readonly nature: string | null
  readonly mapping: HandoverMapping
  readonly trial: HandoverTrial
}

/** What the office checks before a file is made: each row and what came of it, what is open, and what neither side has. */
export async function renderHandoverTrial(book: HandoverTrialBook): Promise<Uint8Array> {
  const { release } = book.choices
  const title = `${release.city}${formatPeriod(parsePeriod(release.period))}省平台移交试运行`
  return writeWorkbook(
    [rowSheet(book), openSheet(book), idleSheet(book), leftSheet(book), lineSheet(book), about(book)],
    {
      title,
      generatedAt: release.publishedAt ?? release.preparedAt,
      foot: `${title}　发布编号：${release.code}　不是移交文件`,
    },
  )
}

function rowSheet({ choices, mapping, trial }: HandoverTrialBook): Sheet {
  const rows = mapping.rows.map((row, at) => {
    const lines = trial.lines.filter((line) => line.row === at).length
    const open = trial.problems.filter((one) => one.row === at).map(({ message }) => message)
    return [
      at + 1,
      row.code,
      row.name,
      ownWords(choices, row),
      handoverPlaceNames[row.places],
      trial.conversions[at] ?? '',
      open.length > 0 ? '待处理' : lines > 0 ? '可移交' : '本次不移交',
      lines,
      open.length > 0 ? open.join('') : rowWords(trial, at),
    ]
  })
  const header = ['行', '省指标代码', '省指标名称', '本系统', '范围', '单位换算', '结果', '数据行数', '说明']
  return { name: '逐行结果', header, rows, decimals: [0, null, null, null, null, null, null, 0, null] }
}

function openSheet({ trial }: HandoverTrialBook): Sheet {
  const rows = trial.problems.map(({ row, message }) => [row === null ? '' : `第${row + 1}行`, message])
  return words('待处理', ['对照表', '要处理什么'], rows, '没有待处理的事项')
}

function idleSheet({ trial }: HandoverTrialBook): Sheet {
  const rows = trial.idle.map(({ row, code, name, why }) => [`第${row + 1}行`, code, name, why])
  return words('省里有、本市没有', ['对照表', '省指标代码', '省指标名称', '说明'], rows, '省里的每一项都有对应的数')
}

function leftSheet({ trial: { leftOut } }: HandoverTrialBook): Sheet {
  const of = (what: string, names: readonly string[], why: string) => names.map((name) => [what, name, why])
  const rows = [
    ...of('指标', leftOut.indicators, '对照表里没有'),
    ...of('数据项', leftOut.items, '对照表里没有，移交的指标也没有用到'),
    ...of('数据项', leftOut.itemsWithin, '不单独移交，移交的指标里用到'),
  ]
  return words('本市有、没有移交', ['类别', '名称', '说明'], rows, '本次发布的指标和数据项都已移交')
}

/** Filters only where there is something to filter. */
function words(name: string, header: string[], rows: readonly string[][], none: string): Sheet {
  return { name, header, rows: rows.length === 0 ? [[none]] : rows, decimals: header.map(() => null) }
}

function lineSheet({ trial }: HandoverTrialBook): Sheet {
  const header = [
    '省指标代码',
    '省指标名称',
    '地区代码',
    '地区名称',
    '分组',
    '本系统的数',
    '移交数值',
    '计量单位',
    '状态代码',
    '状态',
    '备注',
  ]
  const valueAt = header.indexOf('移交数值')
  return {
    name: '移交数据试算',
    header,
    rows: trial.lines.map((line) => [
      line.code,
      line.name,
      line.regionCode,
      line.regionName,
      line.groupName,
      line.own,
      line.value,
      line.unit,
      line.stateCode,
      handoverStateNames[line.state],
      line.note,
    ]),
    decimals: header.map((_, at) => (at === valueAt ? 0 : null)),
    cellDecimals: new Map(trial.lines.map((line, at) => [`${at},${valueAt}`, line.decimals])),
  }
}

function about({ choices, nature, mapping, trial }: HandoverTrialBook): Sheet {
  const { release, contentHash } = choices
  const open = trial.problems.length
  const rows: [string, string][] = [
    ['用途', '移交前核对用，不是移交文件'],
    ['发布编号', release.code],
    ['报告期', formatPeriod(parsePeriod(release.period))],
    ['内容校验码', contentHash],
    ['数据性质', nature ?? '正式数据'],
    ['对照表', `${mapping.rows.length} 行，试运行时页面上的内容`],
    ['待处理', open === 0 ? '没有' : `${open} 处`],
    ['数据行数', String(trial.lines.length)],
    ['数据项', '取自本次发布所用的已通过报表，不读取正在填报的数据；全市数由各单位相加，比率和均值不相加'],
  ]
  return { name: '说明', header: ['项目', '内容'], rows, decimals: [null, null], isText: true }
}
