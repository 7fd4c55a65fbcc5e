/** One thing that is wrong in the files, where a person finds it. */
export type LoadProblem = {
  readonly file: string
  /** Row as the spreadsheet numbers it; null for the whole file. */
  readonly row: number | null
  /** The column's heading; null for the whole row. */
  readonly column: string | null
  readonly message: string
}

/** 'targets.csv 第 3 行“目标值”：…' */
export function problemLine({ file, row, column, message }: LoadProblem): string {
  return `${file}${row === null ? '' : ` 第 ${row} 行`}${column === null ? '' : `“${column}”`}：${message}`
}

/** The files cannot be loaded; nothing was written. */
export class LoadRefused extends Error {
  readonly problems: readonly LoadProblem[]

  constructor(problems: readonly LoadProblem[]) {
    super(`共有 ${problems.length} 处错误，没有写入任何数据：\n${problems.map(problemLine).join('\n')}`)
    this.name = 'LoadRefused'
    this.problems = problems
  }
}
