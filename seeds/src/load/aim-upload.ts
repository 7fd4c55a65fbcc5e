import { mostAimChanges } from '@cg/contract/aim'
import type { AimChange, AimFile } from '@cg/contract/aim'
import { otherRows } from '@cg/services/aim/check'
import { loadAimStanding } from '@cg/services/aim/standing'
import type { Services } from '@cg/services/context'
import { baselineHeads, targetHeads } from './aims.ts'
import type { Upload } from './load-upload.ts'
import { problemLines } from './problem.ts'
import type { LoadProblem } from './problem.ts'
import { readRows } from './reader.ts'
import type { RowReader } from './reader.ts'
import { readFiles } from './sheet.ts'
import type { Sheet } from './sheet.ts'
import { sheetNames } from './words.ts'

/**
 * Reads the sheets 目标 and 基期 of a workbook of them or of the whole city, into what is other than what stands. Its values
 * are held against the rules when they are proposed, as typed ones are.
 */
export async function readAimUpload(services: Services, { fileName, bytes }: Upload): Promise<AimFile> {
  const problems: LoadProblem[] = []
  const sheets = await readFiles([{ name: fileName, size: bytes.length, bytes: () => bytes }], problems)
  const [targets, baselines] = [sheets.get('targets'), sheets.get('baselines')]
  const others = [...sheets].flatMap(([key, { file }]) => (key === 'targets' || key === 'baselines' ? [] : [file]))
  if (targets === undefined && baselines === undefined && problems.length === 0) {
    const message = `没有“${sheetNames.targets}”“${sheetNames.baselines}”工作表。请先导出，在导出的文件里修改后再导入。`
    problems.push({ file: fileName, row: null, column: null, message })
  }
  const rows = [
    ...read(targets, 'target', { heads: targetHeads, when: '年份', value: '目标值' }, problems),
    ...read(baselines, 'baseline', { heads: baselineHeads, when: '季度', value: '基期值' }, problems),
  ]
  const standing = await services.store.read((db) => loadAimStanding(db, services.now()))
  const changes = otherRows(rows, standing)
  if (changes.length > mostAimChanges) {
    const message = `一次至多改动 ${mostAimChanges} 处，这里有 ${changes.length} 处，请分次导入。`
    problems.push({ file: fileName, row: null, column: null, message })
  }
  const errors = problemLines(problems.filter(({ isDoubt }) => isDoubt !== true))
  const notes = [
    ...problemLines(problems.filter(({ isDoubt }) => isDoubt === true)),
    ...(others.length === 0 ? [] : [`${others.join('、')}不是目标和基期，没有读取。`]),
  ]
  return { errors, changes: errors.length > 0 ? [] : changes, same: rows.length - changes.length, notes }
}

type Columns = { readonly heads: typeof targetHeads; readonly when: string; readonly value: string }

function read(
  sheet: Sheet | undefined,
  kind: AimChange['kind'],
  { heads, when, value }: Columns,
  problems: LoadProblem[],
): AimChange[] {
  return readRows(sheet, heads, problems, (reader: RowReader): AimChange => ({
    kind,
    indicator: short(reader, '指标代码', 40),
    unit: short(reader, '单位代码', 40),
    when: short(reader, when, 40),
    value: short(reader, value, 60),
    source: short(reader, '来源', 300),
  })).map((row) => row.value)
}

function short(reader: RowReader, column: string, most: number): string {
  const text = reader.text(column)
  if (text.length > most) reader.fail(column, `至多 ${most} 个字，这里有 ${text.length} 个，请缩短。`)
  return text
}
