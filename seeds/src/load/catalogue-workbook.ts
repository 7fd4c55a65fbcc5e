import { spanWords } from '@cg/contract/catalogue-change'
import { proposalStateNames } from '@cg/contract/proposal'
import type { CatalogueBoard } from '@cg/contract/catalogue-change'
import { formatDate, formatDateTime } from '@cg/domain/number/date-format'
import type { Context } from '@cg/services/context'
import { readCatalogueBoard } from '@cg/services/tailor/list'
import { writeXlsx } from 'hucre/xlsx'
import type { WriteSheet } from 'hucre/xlsx'

type Row = readonly (string | number)[]

/** The catalogue as the city uses it, to read and to print: indicators, items, forms, and every change with who made it. */
export async function writeCatalogueWorkbook(ctx: Context): Promise<Uint8Array> {
  const board = await readCatalogueBoard(ctx)
  return writeXlsx({ sheets: [indicators(board), items(board), forms(board), changes(board)] })
}

const mark = (isOwn: boolean) => (isOwn ? '本市自设' : '内置')

function indicators({ indicators: rows }: CatalogueBoard): WriteSheet {
  return sheet(
    '指标',
    ['代码', '名称', '维度', '计量单位', '牵头部门', '评价', '口径', '取自数据项', '报表', '来源', '使用情况'],
    rows.map((one) => [
      one.code,
      one.name,
      one.dimension,
      one.unit,
      one.department,
      one.isAssessed ? '参加评价' : '只监测',
      one.definition,
      one.items.join('、'),
      one.forms.join('、'),
      mark(one.isOwn),
      spanWords(one.spans) || '各季都在用',
    ]),
  )
}

function items({ items: rows }: CatalogueBoard): WriteSheet {
  return sheet(
    '数据项',
    ['代码', '名称', '计量单位', '提供部门', '口径', '报表', '用于指标', '来源', '使用情况'],
    rows.map((one) => [
      one.code,
      one.name,
      one.unit,
      one.department,
      one.definition,
      one.isCounted ? '由系统统计' : one.forms.join('、'),
      one.indicators.join('、'),
      mark(one.isOwn),
      spanWords(one.spans) || '各季都在用',
    ]),
  )
}

function forms({ forms: rows }: CatalogueBoard): WriteSheet {
  return sheet(
    '报表',
    ['代码', '名称', '维度', '部门', '填报', '表号', '制定机关', '批准文号', '有效期至', '数据项', '来源'],
    rows.map((one) => [
      one.code,
      one.name,
      one.dimension,
      one.department,
      one.isByUnits ? '各区县填' : '部门填',
      one.tableNo ?? '内部工作调度表',
      one.issuer,
      one.approvalNo ?? '',
      one.validUntil === null ? '' : formatDate(one.validUntil),
      one.items.join('、'),
      mark(one.isOwn),
    ]),
  )
}

function changes({ proposals }: CatalogueBoard): WriteSheet {
  return sheet(
    '变更记录',
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

/** Wide enough for a name; what is longer is cut on the screen and whole in the cell. */
const widths = { least: 10, most: 40 }

function sheet(name: string, heads: readonly string[], rows: readonly Row[]): WriteSheet {
  const wide = (column: number) =>
    Math.max(...[heads, ...rows].map((row) => String(row[column] ?? '').replaceAll(/[^\x20-\x7e]/g, '中中').length))
  return {
    name,
    rows: [[...heads], ...rows.map((row) => [...row])],
    columns: heads.map((_, column) => ({ width: Math.min(widths.most, Math.max(widths.least, wide(column) + 2)) })),
    cells: new Map(heads.map((_, column) => [`0,${column}`, { style: { font: { bold: true } } }])),
    freezePane: { rows: 1 },
  }
}
