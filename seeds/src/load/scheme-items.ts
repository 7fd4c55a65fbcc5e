import type { SchemeBody, SchemeDetail } from '@cg/contract/scheme'
import { ItemRuleSchema } from '@cg/contract/scheme'
import { faultsOf, parseAs } from '@cg/contract/parse'
import { readRule } from '@cg/domain/claim/scoring-rule-reader'
import { readNumber } from '@cg/domain/number/number-text'
import { differenceLines, schemeNames } from '@cg/services/scheme/difference'
import type { LoadProblem } from './problem.ts'
import { readRows } from './reader.ts'
import type { RowReader } from './reader.ts'
import type { Laid } from './scheme-laid.ts'
import type { Sheet } from './sheet.ts'

type Item = SchemeBody['items'][number]

/** Names, shares and states stand beside for people to read; the code, the weight and the rule count. */
const columns = {
  needed: ['指标代码', '权重'],
  known: ['指标名称', '维度', '占比', '计分规则', '目标', '使用情况'],
}

/** A weight that is not there takes the indicator out; a rule that is not there leaves its own. */
type ItemRow = { readonly code: string; readonly weight: number | null; readonly rule: Item['rule'] | null }

/** The sheet of scored indicators over the draft; rows that are not there stay as they are. */
export function readItems(sheet: Sheet, detail: SchemeDetail, problems: LoadProblem[]): Laid {
  const rows = readRows(sheet, columns, problems, (reader) => readItem(reader, detail))
  const seen = new Map<string, number>()
  for (const { row, value } of rows) {
    const before = seen.get(value.code)
    const message = `${value.code} 在第 ${before} 行已经写过，请只留一行。`
    if (before !== undefined) problems.push({ file: sheet.file, row, column: '指标代码', message })
    seen.set(value.code, row)
  }
  const items = laidOver(
    detail,
    rows.map(({ value }) => value),
  )
  if (rows.length > 0 && items.length === 0) {
    const message = '没有一项有权重，方案至少要有一项指标。'
    problems.push({ file: sheet.file, row: null, column: '权重', message })
  }
  return { body: { items }, account: accountOf(sheet, detail, { items, rows: rows.map(({ value }) => value) }) }
}

function readItem(reader: RowReader, { body, indicators }: SchemeDetail): ItemRow {
  const code = reader.text('指标代码')
  const standing = body.items.find(({ indicator }) => indicator === code)
  const known = indicators.find((one) => one.code === code)
  if (code !== '' && known === undefined && standing === undefined)
    reader.fail('指标代码', `没有代码为“${code}”的可计分指标，请核对，或删去这一行。`)
  const text = reader.optional('权重')
  const weight = text === null ? null : readWeight(text)
  if (text !== null && weight === null)
    reader.fail('权重', `“${text}”不能作权重，应是大于 0、不超过 1000 的数；不计分的留空。`)
  return { code, weight, rule: readSentence(reader, known?.unit ?? '', standing?.rule ?? null) }
}

/** Null where nothing is written, or nothing that can be read: then a problem says so. */
function readSentence(reader: RowReader, unit: string, standing: Item['rule'] | null): Item['rule'] | null {
  const column = '计分规则'
  const sentence = reader.optional(column)
  if (sentence === null) return null
  const rule = readRule(sentence, unit, standing)
  if (rule === null) {
    reader.fail(column, `“${sentence}”不是能读懂的计分规则。请照“参考：写法”里的句子写，只改其中的数。`)
    return null
  }
  if (rule === standing) return standing
  if (faultsOf(ItemRuleSchema, rule).length === 0) return parseAs(ItemRuleSchema, rule, 'the rule of a sentence')
  reader.fail(column, `“${sentence}”里有的数超出范围：分数应是 0 到 1000，步长应大于 0。请改正。`)
  return null
}

/** Null where it is no weight. */
function readWeight(text: string): number | null {
  const reading = readNumber(text, { unit: '', decimals: 4 })
  if (!reading.ok || reading.value === null) return null
  return reading.value > 0 && reading.value <= 1000 ? reading.value : null
}

function laidOver({ body }: SchemeDetail, rows: readonly ItemRow[]): Item[] {
  const typed = new Map(rows.map((row) => [row.code, row]))
  const kept = body.items.flatMap((item) => {
    const row = typed.get(item.indicator)
    if (row === undefined) return [item]
    return row.weight === null ? [] : [{ ...item, weight: row.weight, rule: row.rule ?? item.rule }]
  })
  const added = rows.flatMap(({ code, weight, rule }): Item[] =>
    weight === null || body.items.some(({ indicator }) => indicator === code)
      ? []
      : [{ indicator: code as Item['indicator'], weight, rule: rule ?? { kind: 'target_ratio', cap: 1 } }],
  )
  return [...kept, ...added]
}

type Taken = { readonly items: readonly Item[]; readonly rows: readonly ItemRow[] }

/** '“计分指标”：改动 2 项，新列入 1 项，取出 1 项，相同 27 项，不计分 30 项；…' */
function accountOf({ file }: Sheet, detail: SchemeDetail, { items, rows }: Taken): string {
  const standing = new Map<string, Item>(detail.body.items.map((item) => [item.indicator, item]))
  const counts = { 改动: 0, 新列入: 0, 取出: 0, 相同: 0, 不计分: 0 }
  for (const { code, weight } of rows) {
    const [was, is] = [standing.get(code), items.find(({ indicator }) => indicator === code)]
    if (was === undefined) counts[weight === null ? '不计分' : '新列入'] += 1
    else if (is === undefined) counts.取出 += 1
    else counts[isSame(was, is, detail) ? '相同' : '改动'] += 1
  }
  const words = Object.entries(counts).flatMap(([word, count]) => (count === 0 ? [] : [`${word} ${count} 项`]))
  const named = new Set(rows.map(({ code }) => code))
  const left = detail.body.items.filter(({ indicator }) => !named.has(indicator)).length
  return `${file}：${words.join('，') || '没有行'}${left === 0 ? '' : `；方案里另有 ${left} 项不在表里，保持不变`}。`
}

function isSame(was: Item, is: Item, detail: SchemeDetail): boolean {
  const alone = (item: Item): SchemeBody => ({ ...detail.body, items: [item] })
  return was.weight === is.weight && differenceLines(alone(was), alone(is), schemeNames(detail)).length === 0
}
