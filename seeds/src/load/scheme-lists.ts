import type { SchemeBody, SchemeDetail } from '@cg/contract/scheme'
import { adjustmentKindNames, vetoEffectNames } from '@cg/domain/claim/scheme-words'
import { readNumber } from '@cg/domain/number/number-text'
import { schemeNames } from '@cg/services/scheme/difference'
import type { LoadProblem } from './problem.ts'
import { readRows } from './reader.ts'
import type { RowReader } from './reader.ts'
import type { Laid } from './scheme-laid.ts'
import type { Sheet } from './sheet.ts'

/* The two sheets of a scheme that are whole lists: what is not in them is not in the scheme. */

type Adjustment = NonNullable<SchemeBody['adjustments']>[number]
type Grade = NonNullable<SchemeBody['grades']>[number]

const kinds = new Map(Object.entries(adjustmentKindNames).map(([kind, word]) => [word, kind]))
const effects = new Map<string, keyof typeof vetoEffectNames>([
  [vetoEffectNames.unranked, 'unranked'],
  [vetoEffectNames.zero, 'zero'],
])

/** Bonuses, deductions and vetoes in their order; a condition of a bonus stays with it. */
export function readAdjustments(sheet: Sheet, detail: SchemeDetail, problems: LoadProblem[]): Laid {
  const columns = { needed: ['对象', '办法'], known: ['每个（分）', '最多（分）', '后果', '得分条件'] }
  const standing = detail.body.adjustments ?? []
  const rows = readRows(sheet, columns, problems, (reader) => readAdjustment(reader, detail))
  const adjustments = rows.map(({ value }) => value)
  return { body: { adjustments }, account: accountOf(sheet, standing, adjustments) }
}

function readAdjustment(reader: RowReader, detail: SchemeDetail): Adjustment | undefined {
  const { factOf } = schemeNames(detail)
  const standing = detail.body.adjustments ?? []
  const codes = [...detail.facts.map(({ code }) => code), ...standing.map(({ fact }) => fact)]
  const name = reader.text('对象')
  const fact = codes.find((code) => factOf(code) === name)
  if (name !== '' && fact === undefined)
    reader.fail('对象', `没有“${name}”这种事项，可选：${detail.facts.map((one) => one.name).join('、')}。`)
  const kind = reader.word('办法', kinds)
  if (fact === undefined || kind === undefined) return undefined
  if (kind === 'veto') {
    const effect = reader.word('后果', effects)
    return effect === undefined ? undefined : { kind, fact, effect }
  }
  const [perUnit, cap] = [readPoints(reader, '每个（分）'), readPoints(reader, '最多（分）')]
  if (perUnit === null || cap === null) return undefined
  if (kind === 'deduction') return { kind, fact, perUnit, cap }
  const own = standing.find((one) => one.kind === 'bonus' && one.fact === fact)
  const gate = own?.kind === 'bonus' && own.gate !== undefined ? { gate: own.gate } : {}
  return { kind: 'bonus', fact, perUnit, cap, ...gate }
}

/** The grades, best first; an empty quota is none. */
export function readGrades(sheet: Sheet, { body }: SchemeDetail, problems: LoadProblem[]): Laid {
  const columns = { needed: ['名称', '不低于（分）'], known: ['名额不超过（%）'] }
  const rows = readRows(sheet, columns, problems, (reader): Grade | undefined => {
    const name = reader.text('名称')
    if (name.length > 20) reader.fail('名称', `“${name}”超过 20 个字，请写短一些。`)
    const atLeast = readPoints(reader, '不低于（分）')
    const quota = readQuota(reader)
    return atLeast === null ? undefined : { name, atLeast, ...(quota === null ? {} : { quota }) }
  })
  const grades = rows.map(({ value }) => value)
  return { body: { grades }, account: accountOf(sheet, body.grades ?? [], grades) }
}

function readPoints(reader: RowReader, column: string): number | null {
  const text = reader.text(column)
  if (text === '') return null
  const reading = readNumber(text, { unit: '', decimals: 4 })
  const value = reading.ok ? reading.value : null
  if (value !== null && value >= 0 && value <= 1000) return value
  reader.fail(column, `“${text}”不能作分数，应是 0 到 1000 的数。`)
  return null
}

function readQuota(reader: RowReader): number | null {
  const column = '名额不超过（%）'
  const text = reader.optional(column)
  if (text === null) return null
  const reading = readNumber(text.replace(/[%％]$/u, ''), { unit: '', decimals: 2 })
  const percent = reading.ok ? reading.value : null
  if (percent !== null && percent >= 0 && percent <= 100) return percent / 100
  reader.fail(column, `“${text}”不是 0 到 100 之间的百分数；不限名额的留空。`)
  return null
}

/** '“等次”：新增 1 条，去掉 1 条，相同 2 条。' */
function accountOf({ file }: Sheet, before: readonly unknown[], after: readonly unknown[]): string {
  const [was, is] = [before, after].map((rows) => rows.map((one) => keyOf(one)))
  const count = (word: string, some: readonly string[] = []) => (some.length === 0 ? [] : [`${word} ${some.length} 条`])
  const words = [
    ...count(
      '新增',
      is?.filter((key) => was?.includes(key) !== true),
    ),
    ...count(
      '去掉',
      was?.filter((key) => is?.includes(key) !== true),
    ),
    ...count(
      '相同',
      is?.filter((key) => was?.includes(key) === true),
    ),
  ]
  return `${file}：${words.join('，') || '没有行'}。`
}

function keyOf(one: unknown): string {
  return JSON.stringify(one, Object.keys(Object(one)).toSorted())
}
