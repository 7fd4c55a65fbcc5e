import { proposalStateNames } from '@cg/contract/proposal'
import type { CatalogueBoard } from '@cg/contract/catalogue-change'
import { formatDateTime } from '@cg/domain/number/date-format'
import type { Context } from '@cg/services/context'
import { writeXlsx } from 'hucre/xlsx'
import type { WriteSheet } from 'hucre/xlsx'
import { listSheet } from './list-sheet.ts'
import {
  bookSheets,
  catalogueBook,
  guideName,
  historyName,
  readHeads,
  shownHeads,
  stampHead,
} from './catalogue-book.ts'
import type { Book, BookSheet } from './catalogue-book.ts'

/** The catalogue as the city uses it, to read, to print, and to change and read in again; with every change of it. */
export async function writeCatalogueWorkbook(ctx: Context): Promise<Uint8Array> {
  const book = await catalogueBook(ctx)
  const sheets = [
    ...(['indicators', 'items', 'forms'] as const).map((key) => listed(book, key)),
    changes(book.board),
    guide(ctx.now()),
  ]
  return writeXlsx({ sheets })
}

function listed({ rows }: Book, key: BookSheet): WriteSheet {
  const heads = [...readHeads[key], ...shownHeads[key]]
  const lines = rows[key].map(({ cells, shown }) => [
    ...readHeads[key].map((head) => (head === '小数位' ? Number(cells[head]) : (cells[head] ?? ''))),
    ...shown,
  ])
  return listSheet(bookSheets[key], heads, lines)
}

function changes({ proposals }: CatalogueBoard): WriteSheet {
  return listSheet(
    historyName,
    ['编号', '变更', '内容', '原因', '提出人', '提出时间', '状态', '办理人', '办理时间', '意见'],
    proposals.map((one) => [
      one.id,
      one.title,
      one.lines.join('；'),
      one.reason,
      one.proposedBy,
      formatDateTime(one.proposedAt),
      proposalStateNames[one.state],
      one.decidedBy ?? '',
      one.decidedAt === null ? '' : formatDateTime(one.decidedAt),
      one.note,
    ]),
  )
}

function guide(now: Date): WriteSheet {
  return listSheet(
    guideName,
    ['怎样修改', '说明'],
    [
      [
        '修改',
        '在“指标”“数据项”“报表”三张表里直接改，存盘后回到“指标目录”点“导入 Excel”。导入后先看差异，再提出变更，由另一位发布人确认。',
      ],
      [
        '新增',
        '在表的末尾加一行，“代码”一列留空，其余各列填全。新的报表、列入它的新数据项、用到新数据项的新指标，可以在一份文件里一起加，互相写名称。',
      ],
      ['停用、恢复', '把“是否使用”改成“否”或“是”。删掉一行不等于停用：文件里没有的行保持不变。'],
      ['内置的内容', '内置指标可改名称、口径和是否使用；内置数据项可改报表、分组和是否使用。其余各列不能改。'],
      ['换报表', '在“数据项”的“报表”一列改成另一张报表的名称。同一个数据项只在一张报表中填报。'],
      ['多个内容', '分组、分子、分母有几个的，用顿号分开。'],
      ['仅供查看', '列名带“仅供查看”的各列和“变更记录”不读取。'],
      [stampHead, now.toISOString()],
    ],
  )
}
