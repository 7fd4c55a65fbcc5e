import { directionControlProblem } from '@cg/domain/number/direction-control'
import { readDay } from '@cg/domain/number/date-text'
import { textOf } from './catalogue-account.ts'
import type { LoadProblem } from './problem.ts'
import type { SheetRow } from './sheet.ts'
import { yesNo } from './words.ts'

/** The cells of one row as what they stand for; what is wrong is noted with its cell, and nothing is taken then. */
export type CellReader = {
  readonly text: (head: string, least: number, most: number) => string
  readonly optional: (head: string, most: number) => string | null
  readonly decimals: () => number
  readonly day: (head: string) => string | null
  readonly choice: <T>(head: string, words: ReadonlyMap<string, T>) => T | null
  /** Several, with 、 between them. */
  readonly list: (head: string, words: ReadonlyMap<string, string>) => string[]
  readonly isYes: (head: string, blank: boolean) => boolean
  readonly fail: (head: string | null, message: string) => void
}

/** Parts of a list that a person wrote: 甲、乙 or 甲，乙. */
export function partsIn(text: string): string[] {
  return text
    .split(/[、,，;；\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

export function cellReader(file: string, line: SheetRow, problems: LoadProblem[]): CellReader {
  const fail = (column: string | null, message: string) => void problems.push({ file, row: line.row, column, message })
  const plain = (head: string) => {
    const found = textOf(line, head)
    const turned = directionControlProblem(found)
    if (turned !== null) fail(head, `${turned}。`)
    return found
  }
  const text = (head: string, least: number, most: number) => {
    const found = plain(head)
    if (found === '') fail(head, '不能为空，请填写。')
    else if (found.length < least) fail(head, `至少 ${least} 个字，请写完整。`)
    else if (found.length > most) fail(head, `至多 ${most} 个字，这里有 ${found.length} 个，请缩短。`)
    return found
  }
  const choice = <T>(head: string, words: ReadonlyMap<string, T>): T | null => {
    const found = plain(head)
    if (words.has(found)) return words.get(found) ?? null
    fail(head, `${found === '' ? '不能为空' : `“${found}”不能识别`}。请填：${listed([...words.keys()])}。`)
    return null
  }
  return {
    text,
    choice,
    fail,
    optional: (head, most) => (plain(head) === '' ? null : text(head, 1, most)),
    decimals: () => {
      const found = plain('小数位')
      if (!/^[0-4]$/.test(found)) fail('小数位', `${found === '' ? '不能为空' : `“${found}”不对`}。请填 0 到 4。`)
      return Number(found)
    },
    day: (head) => {
      const found = plain(head)
      if (found === '') return null
      const reading = readDay(found)
      if (reading.ok) return reading.day
      fail(head, `${reading.reason}。`)
      return null
    },
    list: (head, words) =>
      partsIn(plain(head)).flatMap((part) => {
        const found = words.get(part)
        if (found === undefined) fail(head, `“${part}”不能识别。请填：${listed([...words.keys()])}。`)
        return found === undefined ? [] : [found]
      }),
    isYes: (head, blank) => (plain(head) === '' ? blank : (choice(head, yesNo) ?? blank)),
  }
}

/** As many as anybody reads; a catalogue has a hundred items. */
function listed(words: readonly string[]): string {
  return words.length <= 12 ? words.join('、') : `目录中的名称，如${words.slice(0, 3).join('、')}`
}
