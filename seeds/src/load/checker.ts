import type { Table } from './loaded.ts'
import type { LoadProblem, ThingKind } from './problem.ts'

/** The codes that exist; a kind where rows of another file define them. */
type Codes = { readonly codes: ReadonlySet<string>; readonly kind: ThingKind | null; readonly what: string }

/** The checks that every table shares; what they find joins `problems`. */
export function checker(problems: LoadProblem[]) {
  const none = <T>(table: Table<T>, column: string, isWrong: (value: T) => boolean, say: (value: T) => string) => {
    for (const { row, value } of table.rows) {
      if (isWrong(value)) problems.push({ file: table.file, row, column, message: say(value) })
    }
  }
  return {
    none,
    known<T>(table: Table<T>, column: string, codeOf: (value: T) => string | null, { codes, kind, what }: Codes) {
      for (const { row, value } of table.rows) {
        const code = codeOf(value)
        if (code === null || codes.has(code)) continue
        const message = `没有代码为“${code}”的${what}，请核对。`
        const wants = kind === null ? undefined : (`${kind}:${code}` as const)
        problems.push({ file: table.file, row, column, message, wants })
      }
    },
    once<T>(table: Table<T>, column: string, keyOf: (value: T) => string, seen = new Map<string, string>()) {
      for (const { row, value } of table.rows) {
        const key = keyOf(value)
        const before = seen.get(key)
        if (before !== undefined)
          problems.push({ file: table.file, row, column, message: `“${key}”与 ${before}重复，请只留一行。` })
        else seen.set(key, `${table.file} 第 ${row} 行`)
      }
    },
  }
}
