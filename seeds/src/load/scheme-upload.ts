import { SchemeBody } from '@cg/contract/scheme'
import type { SchemeDetail } from '@cg/contract/scheme'
import type { SchemeFile } from '@cg/contract/scheme-file'
import { faultsOf } from '@cg/contract/parse'
import type { Context } from '@cg/services/context'
import { differenceLines, schemeNames } from '@cg/services/scheme/difference'
import { faultCells } from '@cg/services/scheme/faults'
import { readScheme } from '@cg/services/scheme/read'
import { requireOffice } from '@cg/services/scheme/versions'
import type { Upload } from './load-upload.ts'
import { problemLines } from './problem.ts'
import type { LoadProblem } from './problem.ts'
import { readAdjustments, readGrades } from './scheme-lists.ts'
import type { SheetReader } from './scheme-laid.ts'
import { readItems } from './scheme-items.ts'
import { readPolicy } from './scheme-policy.ts'
import { schemeSheets } from './scheme-workbook.ts'
import { readBook, readFiles } from './sheet.ts'
import type { Sheet } from './sheet.ts'

const readers: Readonly<Record<string, SheetReader>> = {
  [schemeSheets.items]: readItems,
  [schemeSheets.policy]: readPolicy,
  [schemeSheets.adjustments]: readAdjustments,
  [schemeSheets.grades]: readGrades,
}

/**
 * The sheets of a workbook laid over a version. Items and policies that are not there stay as they are; the sheets of
 * bonuses and grades are whole lists. A sheet that is not there changes nothing. Nothing is written.
 */
export async function readSchemeUpload(ctx: Context, { id }: { id: number }, upload: Upload): Promise<SchemeFile> {
  requireOffice(ctx.actor)
  const detail = await readScheme(ctx, { id })
  const problems: LoadProblem[] = []
  const sheets = await sheetsOf(upload, problems)
  const laid = [...sheets].flatMap(([name, sheet]) => readers[name]?.(sheet, detail, problems) ?? [])
  const body: SchemeBody = Object.assign({}, detail.body, ...laid.map((one) => one.body))
  if (!problems.some(({ isDoubt }) => isDoubt !== true)) problems.push(...wholeProblems(upload.fileName, body, detail))
  const errors = problemLines(problems.filter(({ isDoubt }) => isDoubt !== true))
  if (errors.length > 0) return { errors, lines: [], accounts: [], body: detail.body }
  const lines = differenceLines(detail.body, body, schemeNames(detail))
  const left = problemLines(problems.filter(({ isDoubt }) => isDoubt === true))
  return { errors, lines, accounts: [...laid.map(({ account }) => account), ...left], body }
}

/** The named sheets of a workbook; a CSV is the sheet of items. */
async function sheetsOf({ fileName, bytes }: Upload, problems: LoadProblem[]): Promise<ReadonlyMap<string, Sheet>> {
  if (fileName.toLowerCase().endsWith('.csv')) {
    const read = await readFiles([{ name: fileName, size: bytes.length, bytes: () => bytes }], problems)
    return new Map([...read.values()].slice(0, 1).map((sheet) => [schemeSheets.items, sheet]))
  }
  const names = Object.values(schemeSheets)
  const { sheets } = await readBook({ fileName, bytes }, names, problems)
  if (sheets.size === 0 && problems.length === 0) {
    const message = `没有找到可以读入的工作表。请保留导出时的表名：${names.join('、')}。`
    problems.push({ file: fileName, row: null, column: null, message })
  }
  return sheets
}

/** What is wrong with the rules as a whole, once each cell can be read. */
function wholeProblems(file: string, body: SchemeBody, { indicators, version }: SchemeDetail): LoadProblem[] {
  const fail = (message: string): LoadProblem => ({ file, row: null, column: null, message })
  const faults = faultCells(body, indicators, version.year).map(({ message }) => fail(message))
  if (faults.length > 0 || faultsOf(SchemeBody, body).length === 0) return faults
  return [fail('有的数超出范围，或条目太多（指标最多 200 项、加减分 20 条、等次 10 个）。请核对。')]
}
