import type { FormDetail, FormRow } from '@cg/contract/entry'
import { writeXlsx } from 'hucre/xlsx'
import type { CellValue, WriteSheet } from 'hucre/xlsx'

/** What an office writes into a cell: a number, or the word for none. */
export type Written = number | string | null
/** By row and unit of the form. */
export type WrittenAt = (row: FormRow, unit: FormDetail['units'][number]) => Written
export type OfficeBook = { readonly fileName: string; readonly bytes: Uint8Array }

/** The layouts in which offices keep their figures and send them round; none is this program's own. */
export const officeLayouts = ['across', 'down', 'tabs', 'measures', 'beside', 'csv'] as const
export type OfficeLayout = (typeof officeLayouts)[number]

/** A form's figures as an office that never saw the template would send them. */
export async function officeBook(layout: OfficeLayout, form: FormDetail, at: WrittenAt): Promise<OfficeBook> {
  const fileName = `${form.head.name}.${layout === 'csv' ? 'csv' : 'xlsx'}`
  if (layout === 'csv') return { fileName, bytes: csvOf(across(form, at)) }
  const sheets = layout === 'tabs' ? tabs(form, at) : [sheetOf[layout](form, at)]
  return { fileName, bytes: await writeXlsx({ sheets }) }
}

type OneSheet = Exclude<OfficeLayout, 'tabs' | 'csv'>
const sheetOf: Readonly<Record<OneSheet, (form: FormDetail, at: WrittenAt) => WriteSheet>> = {
  across: (form, at) => ({ name: 'Sheet1', rows: across(form, at) }),
  down,
  measures,
  beside,
}

function labelOf({ name, breakdownName }: FormRow): string {
  return breakdownName === '' ? name : `　其中：${breakdownName}`
}

/** Items down, districts across by their short names, a total that nobody needs, notes and signatures under the table. */
function across(form: FormDetail, at: WrittenAt): CellValue[][] {
  const { rows, units } = form
  return [
    [`${form.head.departmentName}${form.head.name}`],
    ['序号', '指标', '计量单位', ...units.map(({ shortName }) => shortName), '合计', '备注'],
    ...rows.map((row, index): CellValue[] => {
      const values = units.map((unit) => at(row, unit))
      const total = values.reduce<number>((sum, value) => sum + (typeof value === 'number' ? value : 0), 0)
      return [index + 1, labelOf(row), row.unit, ...values, total, null]
    }),
    [],
    ['注：本表由业务科室汇总。'],
    ['填表人：张三', null, null, '审核人：李四'],
  ]
}

/** Districts down, items across under a head of two lines with merged cells, a total line at the foot. */
function down({ rows, units }: FormDetail, at: WrittenAt): WriteSheet {
  const isPart = (row: FormRow) => row.breakdown !== ''
  const hasParts = (index: number) => rows[index + 1] !== undefined && isPart(rows[index + 1] as FormRow)
  const merges = rows.flatMap((row, index) => {
    if (isPart(row)) return []
    const parts = rows.slice(index + 1).findIndex((one) => !isPart(one))
    const last = parts < 0 ? rows.length - 1 : index + parts
    return last > index
      ? [{ startRow: 0, startCol: index + 1, endRow: 0, endCol: last + 1 }]
      : [{ startRow: 0, startCol: index + 1, endRow: 1, endCol: index + 1 }]
  })
  return {
    name: '汇总表',
    merges: [{ startRow: 0, startCol: 0, endRow: 1, endCol: 0 }, ...merges],
    rows: [
      ['区县', ...rows.map((row) => (isPart(row) ? null : row.name))],
      [
        null,
        ...rows.map((row, index) => (isPart(row) ? `其中：${row.breakdownName}` : hasParts(index) ? '合计' : null)),
      ],
      ...units.map((unit): CellValue[] => [unit.name, ...rows.map((row) => at(row, unit))]),
      ['合计', ...rows.map(() => 1)],
    ],
  }
}

/** A tab for every district, with 上季 beside 本季. */
function tabs({ rows, units }: FormDetail, at: WrittenAt): WriteSheet[] {
  return units.map((unit) => ({
    name: unit.shortName,
    rows: [
      ['指标', '计量单位', '上季', '本季'],
      ...rows.map((row): CellValue[] => [labelOf(row), row.unit, 7, at(row, unit)]),
    ],
  }))
}

/** People in 百人: the measure stands in its column and differs from the form's. */
function measures({ rows, units }: FormDetail, at: WrittenAt): WriteSheet {
  const inHundreds = (row: FormRow) => row.unit === '人' || row.unit === '人次'
  return {
    name: '数据',
    rows: [
      ['指标', '计量单位', ...units.map(({ name }) => name)],
      ...rows.map((row): CellValue[] => [
        labelOf(row),
        inHundreds(row) ? `百${row.unit}` : row.unit,
        ...units.map((unit) => {
          const value = at(row, unit)
          return typeof value === 'number' && inHundreds(row) ? value / 100 : value
        }),
      ]),
    ],
  }
}

/** Every district over two columns, 上季 and 本季. */
function beside({ rows, units }: FormDetail, at: WrittenAt): WriteSheet {
  return {
    name: '数据',
    merges: units.map((_, index) => ({ startRow: 0, startCol: 1 + 2 * index, endRow: 0, endCol: 2 + 2 * index })),
    rows: [
      ['指标', ...units.flatMap(({ shortName }) => [shortName, null])],
      [null, ...units.flatMap(() => ['上季', '本季'])],
      ...rows.map((row): CellValue[] => [labelOf(row), ...units.flatMap((unit) => [5, at(row, unit)])]),
    ],
  }
}

function csvOf(rows: readonly CellValue[][]): Uint8Array {
  const text = rows.map((line) => line.map((value) => String(value ?? '')).join(',')).join('\r\n')
  return new TextEncoder().encode(`\ufeff${text}\r\n`)
}
