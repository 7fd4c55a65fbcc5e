import { attainmentWords, lightMeanings } from '@cg/charts/light-legend'
import type { ChartModel, ChartTable } from '@cg/charts/model'
import { nativeChart } from '../slides/forms.ts'
import { chartSheet } from './chart-sheet.ts'
import { columnHeader, describeLines } from './csv.ts'
import type { Sheet, SheetCell } from './chart-workbook.ts'
import { writeWorkbook } from './chart-workbook.ts'

/** Sheets 说明, 数据 (one record a figure), 图数据 (as drawn, with a native chart), 排名 where there are places, 原因和措施 where figures are late, 元数据 (ux 4.5). */
export async function renderXlsx(model: ChartModel): Promise<Uint8Array> {
  const native = nativeChart(model)
  const sheets = [
    notesSheet(model),
    tableSheet('数据', model.records),
    native === null ? tableSheet('图数据', model.table) : chartSheet('图数据', native, true),
    ...(model.ranking === null ? [] : [tableSheet('排名', model.ranking)]),
    ...(model.stated === undefined ? [] : [tableSheet('原因和措施', model.stated)]),
    metaSheet(model),
  ]
  return await writeWorkbook(sheets, { title: model.title, generatedAt: model.generatedAt, foot: footOf(model) })
}

/** 技能培训覆盖率, 区县排名, 发布编号：CG-2026Q2-01（正式发布）; a preview says so. */
function footOf({ file, lines, watermark }: ChartModel): string {
  return [file.subject, file.view, lines.release, ...(watermark === null ? [] : [watermark])].join('\u3000')
}

/** What the file is made from, and the meaning of each column of 数据, for programs and archives. */
function metaSheet(model: ChartModel): Sheet {
  const { file, records } = model
  const about: [string, string][] = [
    ['发布编号', file.release],
    ['期次', file.period],
    ['主题', file.subject],
    ['视图', file.view],
    ['图表类型', model.kind],
    ['标题来源', titleSources[model.titleSource]],
    ['生成时刻', model.generatedAt],
    ['记录数', String(records.rows.length)],
  ]
  const columns = records.columns.map(({ header, unit, decimals }): [string, string] => [
    `列：${header}`,
    decimals === null ? '文字' : `数值${unit === '' ? '' : `，单位：${unit}`}`,
  ])
  return {
    name: '元数据',
    header: ['项目', '内容'],
    rows: [...about, ...columns],
    decimals: [null, null],
    isText: true,
  }
}

const titleSources: Readonly<Record<ChartModel['titleSource'], string>> = {
  claim: '由数据得出',
  neutral: '中性标题',
  given: '自拟标题，未与数据核对',
}

function notesSheet(model: ChartModel): Sheet {
  const symbols: [string, string][] = [
    ['● 达标', lightMeanings.met],
    ['▲ 临近', lightMeanings.near],
    ['■ 滞后', lightMeanings.late],
    ['完成程度', attainmentWords],
    ['未报 / 不适用', '空缺不是零；图中断开，表中注明'],
    ['—', '无此项数据'],
  ]
  return {
    name: '说明',
    header: ['项目', '内容'],
    rows: [...describeLines(model), ...symbols],
    decimals: [null, null],
    isText: true,
  }
}

/** A table as it stands; in a column of numbers a missing one shows its word. */
export function tableSheet(name: string, table: ChartTable): Sheet {
  return {
    name,
    header: table.columns.map(columnHeader),
    rows: table.rows.map((row) => row.map((cell): SheetCell => cell.value ?? cell.text)),
    decimals: table.columns.map((column) => column.decimals),
    cellDecimals: ownDecimals(table),
  }
}

/** A column may mix indicators, or people and yuan: each number keeps the digits it is printed with. */
function ownDecimals(table: ChartTable): ReadonlyMap<string, number> {
  const own = new Map<string, number>()
  for (const [row, cells] of table.rows.entries()) {
    for (const [column, cell] of cells.entries()) {
      const declared = table.columns[column]?.decimals ?? null
      const printed = /\.(\d+)/.exec(cell.text)?.[1]?.length ?? 0
      if (declared !== null && cell.value !== null && printed !== declared) own.set(`${row},${column}`, printed)
    }
  }
  return own
}
