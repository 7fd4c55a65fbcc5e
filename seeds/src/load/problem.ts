/** What a row may define for the others: they hang on it. */
export type ThingKind = 'unit' | 'period' | 'department'

/** A thing by its code, 'period:2026Q3'; 'unit:*' is any, where their whole file could not be read. */
export type ThingKey = `${ThingKind}:${string}`

/** One thing that is wrong in the files, where a person finds it. */
export type LoadProblem = {
  readonly file: string
  /** Row as the spreadsheet numbers it; null for the whole file. */
  readonly row: number | null
  /** The column's heading; null for the whole row. */
  readonly column: string | null
  readonly message: string
  /** Possible but unlikely: it is loaded once somebody has confirmed it. */
  readonly isDoubt?: boolean
  /** The thing that this row would define if it could be read. */
  readonly defines?: ThingKey | undefined
  /** The thing that is not there: where its own row is wrong, that row is the one to mend. */
  readonly wants?: ThingKey | undefined
}

/** Problems as they are listed: each cause once, with every row that hangs on it or shares it. */
export function problemLines(problems: readonly LoadProblem[]): string[] {
  const causes = new Map<ThingKey, LoadProblem>()
  for (const one of problems) {
    if (one.defines !== undefined && !causes.has(one.defines)) causes.set(one.defines, one)
  }
  const hanging = new Map<LoadProblem, LoadProblem[]>()
  const own = problems.filter((one) => {
    const cause = one.wants && (causes.get(one.wants) ?? causes.get(anyOf(one.wants)))
    if (cause === undefined || cause === one) return true
    hanging.set(cause, [...(hanging.get(cause) ?? []), one])
    return false
  })
  const groups = Map.groupBy(own, ({ file, column, message }) => JSON.stringify([file, column, message]))
  return [...groups.values()].map((alike) => {
    const waiting = alike.flatMap((one) => hanging.get(one) ?? [])
    return `${problemLine(alike)}${waiting.length === 0 ? '' : hangingWords(waiting)}`
  })
}

function anyOf(key: ThingKey): ThingKey {
  const [kind] = key.split(':')
  return `${kind === 'unit' || kind === 'period' ? kind : 'department'}:*`
}

/** 'targets.csv 第 3 行“目标值”：…' */
function problemLine(alike: readonly LoadProblem[]): string {
  const [first] = alike
  if (first === undefined) return ''
  const rows = rowsOf(alike)
  const count = rows.length > 1 ? `（共 ${rows.length} 行）` : ''
  const place = rows.length === 0 ? '' : ` 第 ${rangesOf(rows)} 行`
  return `${first.file}${place}${first.column === null ? '' : `“${first.column}”`}：${first.message}${count}`
}

function hangingWords(waiting: readonly LoadProblem[]): string {
  const byFile = Map.groupBy(waiting, ({ file }) => file)
  const places = [...byFile].map(([file, own]) => `${file} 第 ${rangesOf(rowsOf(own))} 行`)
  const count = [...byFile.values()].reduce((sum, own) => sum + rowsOf(own).length, 0)
  return `另有 ${count} 行用到它（${places.join('，')}），改好这一处即可，不必逐行改。`
}

function rowsOf(problems: readonly LoadProblem[]): number[] {
  return [...new Set(problems.flatMap(({ row }) => (row === null ? [] : [row])))].toSorted((a, b) => a - b)
}

const mostRanges = 8

/** 2—5、7 */
function rangesOf(rows: readonly number[]): string {
  const ranges: [number, number][] = []
  for (const row of rows) {
    const last = ranges.at(-1)
    if (last !== undefined && last[1] === row - 1) last[1] = row
    else ranges.push([row, row])
  }
  const words = ranges.slice(0, mostRanges).map(([from, to]) => (from === to ? `${from}` : `${from}—${to}`))
  return `${words.join('、')}${ranges.length > mostRanges ? ' 等' : ''}`
}

/** The files cannot be loaded; nothing was written. */
export class LoadRefused extends Error {
  readonly problems: readonly LoadProblem[]

  constructor(problems: readonly LoadProblem[]) {
    const errors = problemLines(problems.filter(({ isDoubt }) => isDoubt !== true))
    const doubts = problemLines(problems.filter(({ isDoubt }) => isDoubt === true))
    const asked = doubts.length === 0 ? [] : [`另有 ${doubts.length} 处可能有误，请一并核对：`, ...doubts]
    super([`共有 ${errors.length} 处错误，没有写入任何数据：`, ...errors, ...asked].join('\n'))
    this.name = 'LoadRefused'
    this.problems = problems
  }
}

/** More lines than anybody reads: the rest is counted. */
const mostChanges = 60

/** Something would be replaced, or is possible but unlikely; nothing was written until somebody confirms it. */
export class LoadUnconfirmed extends Error {
  readonly changes: readonly string[]

  constructor(doubts: readonly LoadProblem[], changes: readonly string[]) {
    const lines = problemLines(doubts)
    const rest = changes.length - mostChanges
    super(
      [
        '还没有写入任何数据，请先核对：',
        ...(lines.length === 0 ? [] : [`有 ${lines.length} 处可能有误：`, ...lines]),
        ...(changes.length === 0 ? [] : [`将改动已有的 ${changes.length} 处：`, ...changes.slice(0, mostChanges)]),
        ...(rest > 0 ? [`……另有 ${rest} 处`] : []),
        '有误的请改正后再装载；确认无误的，在命令末尾加上 --confirm 再运行一次。',
      ].join('\n'),
    )
    this.name = 'LoadUnconfirmed'
    this.changes = changes
  }
}
