import { followUpKindNames, followUpStateNames } from '@cg/contract/follow-up'
import type { FollowUp, FollowUpLedger } from '@cg/contract/follow-up'
import { formatDate, formatDateTime } from '@cg/domain/number/number-format'
import { writeWorkbook } from './chart-workbook.ts'
import type { Sheet } from './chart-workbook.ts'

export type FollowUpBook = {
  readonly ledger: FollowUpLedger
  readonly city: string
  readonly isDemo: boolean
  readonly at: string
}

/** 督办台账: sheets 督办台账 and 说明, as it stands at a moment. */
export async function renderFollowUpBook(book: FollowUpBook): Promise<Uint8Array> {
  const title = `${book.city}产改督办台账`
  return writeWorkbook([ledgerSheet(book.ledger), aboutSheet(book)], {
    title,
    generatedAt: book.at,
    foot: `${title}　${formatDateTime(book.at)}导出`,
  })
}

const heads = [
  '编号',
  '来源',
  '督办事项',
  '督办要求',
  '责任单位',
  '办结期限',
  '是否逾期',
  '原因',
  '措施',
  '预计完成',
  '状态',
  '销号依据',
  '发出人',
  '发出时间',
]

function ledgerSheet({ items }: FollowUpLedger): Sheet {
  const rows = items.toSorted((left, right) => left.id - right.id).map(ledgerRow)
  return { name: '督办台账', header: heads, rows, decimals: heads.map((_head, at) => (at === 0 ? 0 : null)) }
}

function ledgerRow(one: FollowUp): (string | number)[] {
  const [first] = one.steps
  return [
    one.id,
    followUpKindNames[one.kind],
    one.about,
    one.requirement,
    one.responsible,
    formatDate(one.dueOn),
    one.isOverdue ? '逾期' : '',
    one.reason,
    one.measures,
    one.expectedOn === null ? '' : formatDate(one.expectedOn),
    followUpStateNames[one.state],
    one.closing ?? '',
    first?.by ?? '',
    first === undefined ? '' : formatDateTime(first.at),
  ]
}

function aboutSheet({ ledger: { items, today }, isDemo, at }: FollowUpBook): Sheet {
  const count = (is: (one: FollowUp) => boolean) => `${items.filter(is).length} 件`
  const rows: [string, string][] = [
    ['数据性质', isDemo ? '演示数据' : '正式数据'],
    ['截至', formatDate(today)],
    ['督办事项', `${items.length} 件`],
    ['其中在办', count(({ state }) => state !== 'closed' && state !== 'cancelled')],
    ['其中逾期', count(({ isOverdue }) => isOverdue)],
    ['其中已销号', count(({ state }) => state === 'closed')],
    ['其中已撤销', count(({ state }) => state === 'cancelled')],
    ['来源', '产改进展监测平台督办台账；数取自所写的发布编号，是否逾期按办结期限判定'],
    ['导出时间', formatDateTime(at)],
  ]
  return { name: '说明', header: ['项目', '内容'], rows, decimals: [null, null], isText: true }
}
