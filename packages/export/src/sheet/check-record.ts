import { objectionStateNames } from '@cg/contract/appeal'
import type { AppealBoard, CheckedUnit, Objection } from '@cg/contract/appeal'
import { formatDateTime, formatPeriod, formatResult } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { writeWorkbook } from './chart-workbook.ts'
import type { Sheet } from './chart-workbook.ts'

export type CheckRecordBook = {
  readonly board: AppealBoard
  readonly city: string
  readonly isDemo: boolean
  readonly at: string
}

/** 核对记录: sheets 单位核对, 异议与答复 and 说明, as it stands at a moment. */
export async function renderCheckRecord(book: CheckRecordBook): Promise<Uint8Array> {
  const title = `${book.city}${formatPeriod(parsePeriod(book.board.period))}区县核对记录`
  return writeWorkbook([unitSheet(book.board), objectionSheet(book.board), aboutSheet(book)], {
    title,
    generatedAt: book.at,
    foot: `${title}　${formatDateTime(book.at)}导出`,
  })
}

function unitSheet({ units }: AppealBoard): Sheet {
  const header = ['单位', '核对情况', '确认人', '确认时间', '异议条数', '待答复条数']
  const rows = units.map((unit) => [
    unit.name,
    standing(unit),
    unit.confirmed?.by ?? '',
    unit.confirmed === null ? '' : formatDateTime(unit.confirmed.at),
    unit.objections,
    unit.waiting,
  ])
  return { name: '单位核对', header, rows, decimals: [null, null, null, null, 0, 0] }
}

function standing({ confirmed, waiting }: CheckedUnit): string {
  if (waiting > 0) return '有异议待答复'
  if (confirmed === null) return '没有确认'
  return confirmed.isStale ? '确认后数字有改动' : '核对无误'
}

const objectionHeads = [
  '单位',
  '报表',
  '填报单位',
  '数据项',
  '分组',
  '提出时的数',
  '计量单位',
  '区县认为',
  '理由',
  '依据',
  '提出人',
  '提出时间',
  '结果',
  '答复',
  '答复人',
  '答复时间',
]

function objectionSheet({ items }: AppealBoard): Sheet {
  const rows = items.toSorted((left, right) => left.id - right.id).map(objectionRow)
  return { name: '异议与答复', header: objectionHeads, rows, decimals: objectionHeads.map(() => null) }
}

function objectionRow(one: Objection): string[] {
  return [
    one.unitName,
    one.formName,
    one.reporterName,
    one.itemName,
    one.breakdownName,
    formatResult(one.seen, { unit: one.measured, decimals: one.decimals }),
    one.measured,
    one.claimed,
    one.reason,
    one.evidence,
    one.by,
    formatDateTime(one.at),
    objectionStateNames[one.state],
    one.answer?.text ?? '',
    one.answer?.by ?? '',
    one.answer === null ? '' : formatDateTime(one.answer.at),
  ]
}

function aboutSheet({ board, isDemo, at }: CheckRecordBook): Sheet {
  const { window, units, items, release } = board
  const inState = (state: Objection['state']) => String(items.filter((one) => one.state === state).length)
  const rows: [string, string][] = [
    ['报告期', formatPeriod(parsePeriod(board.period))],
    ['数据性质', isDemo ? '演示数据' : '正式数据'],
    ['发布', release ?? '尚未发布'],
    ...(window === null
      ? []
      : ([
          ['开始', `${formatDateTime(window.openedAt)}，${window.openedBy}`],
          ['截止', formatDateTime(window.closesAt)],
          ['结束', endWords(window)],
        ] as [string, string][])),
    ['单位', `${units.length} 个，已确认 ${units.filter(({ confirmed }) => confirmed !== null).length} 个`],
    ['异议', `${items.length} 条`],
    ['其中待答复', inState('submitted')],
    ['其中成立', inState('upheld')],
    ['其中不成立', inState('refused')],
    ['其中撤回', inState('withdrawn')],
    ['导出时间', formatDateTime(at)],
  ]
  return { name: '说明', header: ['项目', '内容'], rows, decimals: [null, null], isText: true }
}

function endWords({ isOpen, ended }: NonNullable<AppealBoard['window']>): string {
  if (isOpen) return '还没有结束'
  return ended === null ? '到截止时间结束' : `${formatDateTime(ended.at)}由${ended.by}提前结束`
}
