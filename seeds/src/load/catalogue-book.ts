import { askedNames, askedQuarters, ownMeasureNames, ownPeriodKindNames } from '@cg/contract/catalogue-own'
import type { AskedQuarters, OwnMeasure } from '@cg/contract/catalogue-own'
import type { CatalogueBoard, CatalogueSpan } from '@cg/contract/catalogue-change'
import { catalogueSheets, scopeWords, spanWords } from '@cg/contract/catalogue-change'
import { dutyWords } from '@cg/contract/catalogue-duty'
import { dimensionNames } from '@cg/contract/dimension'
import { directionWords } from '@cg/domain/direction-words'
import { must } from '@cg/domain/must'
import { formatPeriod } from '@cg/domain/number/date-format'
import { parsePeriod } from '@cg/domain/period'
import type { IndicatorCode, ItemCode, PeriodKind } from '@cg/domain/indicator'
import type { Context } from '@cg/services/context'
import { readCatalogueBoard } from '@cg/services/tailor/list'
import { loadTailored } from '@cg/services/tailor/standing'
import type { Tailored } from '@cg/services/tailor/standing'

/*
 * The workbook of the catalogue: what each cell of it says, once for those who write and those who read it in again. A cell
 * was changed when it says something else than would be written there now.
 */

export const bookSheets = catalogueSheets
export type BookSheet = keyof typeof bookSheets

export const guideName = '说明'
export const historyName = '变更记录'
export const stampHead = '导出时间（请勿改动）'

const shown = (head: string) => `${head}（仅供查看）`

/** Columns that are read, in their order; the rest is to look at. */
export const readHeads = {
  indicators: [
    '代码',
    '名称',
    '维度',
    '计量单位',
    '小数位',
    '方向',
    '牵头部门',
    '评价',
    '表示方式',
    '分子',
    '分母',
    '分组',
    '口径',
    '是否使用',
  ],
  items: [
    '代码',
    '名称',
    '计量单位',
    '小数位',
    '时间口径',
    '填报频率',
    '提供部门',
    '报表',
    '分组',
    '全市合计',
    '可为负数',
    '口径',
    '是否使用',
  ],
  forms: ['代码', '名称', '维度', '部门', '填报', '表号', '制定机关', '批准文号', '有效期至'],
} as const satisfies Record<BookSheet, readonly string[]>

export const shownHeads = {
  indicators: [shown('取自数据项'), shown('报表'), shown('来源'), shown('使用情况')],
  items: [shown('责任部门'), shown('协助部门与佐证'), shown('用于指标'), shown('来源'), shown('使用情况')],
  forms: [shown('数据项'), shown('填报范围'), shown('来源')],
} as const satisfies Record<BookSheet, readonly string[]>

export type BookRow = {
  readonly code: string
  readonly name: string
  /** By heading, as text. */
  readonly cells: Readonly<Record<string, string>>
  /** What stands in the columns to look at, in their order. */
  readonly shown: readonly string[]
}

export type Book = {
  readonly board: CatalogueBoard
  readonly tailored: Tailored
  readonly rows: Readonly<Record<BookSheet, readonly BookRow[]>>
}

/** The catalogue as it stands, cell by cell. */
export async function catalogueBook(ctx: Context): Promise<Book> {
  const board = await readCatalogueBoard(ctx)
  const tailored = await ctx.store.read((db) => loadTailored(db, ctx.now()))
  return {
    board,
    tailored,
    rows: { indicators: indicatorRows(board, tailored), items: itemRows(board, tailored), forms: formRows(board) },
  }
}

/** 百分比, of 百分比：分子 ÷ 分母 × 100%. */
const headWord = (words: string) => words.split('：')[0] ?? words

const entriesOf = <Key extends string>(names: Readonly<Record<Key, string>>): [Key, string][] =>
  // The keys of a record of words are its own.
  Object.entries(names) as [Key, string][]

const turned = <Key extends string>(names: Readonly<Record<Key, string>>): Map<string, Key> =>
  new Map(entriesOf(names).map(([key, word]) => [headWord(word), key]))

/** Words of choices, as what they stand for. */
export const measureWords = turned<OwnMeasure>(ownMeasureNames)
export const directionKeys = turned(directionWords)
export const dimensionKeys = new Map(Object.entries(dimensionNames).map(([key, word]) => [word, key]))
export const periodKindKeys = turned(ownPeriodKindNames)
export const askedKeys = new Map<string, AskedQuarters>(
  entriesOf<AskedQuarters>(askedNames).map(([key, word]) => [word.replace(/（.*$/, ''), key]),
)
export const assessedKeys = new Map([
  ['参加评价', true],
  ['只监测', false],
])
export const filledKeys = new Map<string, 'department' | 'unit'>([
  ['部门填', 'department'],
  ['各区县填', 'unit'],
])

const yes = (is: boolean) => (is ? '是' : '否')
const mark = (isOwn: boolean) => (isOwn ? '本市自设' : '内置')
const used = (spans: readonly CatalogueSpan[], isOwn: boolean) => yes(spans.at(-1)?.isOn ?? !isOwn)

const otherKinds: Readonly<Record<Exclude<PeriodKind, keyof typeof ownPeriodKindNames>, string>> = {
  YTD_UNIQUE: '年内累计去重数',
  SINCE_BASE: '自基期起累计数',
  ANNUAL: '年度数',
  SURVEY: '调查数',
}
const kindNames: Readonly<Record<PeriodKind, string>> = { ...otherKinds, ...ownPeriodKindNames }

function askedWords(quarters: readonly number[]): string {
  const [, key] = [...askedKeys].find(([, one]) => askedQuarters[one].join() === quarters.join()) ?? []
  const [word] = [...askedKeys].find(([, one]) => one === key) ?? []
  return word ?? `第 ${quarters.join('、')} 季度`
}

function axisNames({ known }: Tailored, codes: readonly string[]): string {
  return known.guide.axes
    .filter(({ code }) => codes.includes(code))
    .map(({ name }) => name)
    .join('、')
}

function indicatorRows({ indicators }: CatalogueBoard, tailored: Tailored): BookRow[] {
  const nameOf = (code: string) => tailored.known.items.get(code as ItemCode)?.name ?? code
  return indicators.map((one) => {
    const known = must(tailored.known.indicators.get(one.code as IndicatorCode))
    const { own } = one
    const cells = {
      代码: one.code,
      名称: one.name,
      维度: one.dimension,
      计量单位: one.unit,
      小数位: String(known.decimals),
      方向: directionWords[known.direction],
      牵头部门: one.department,
      评价: one.isAssessed ? '参加评价' : '只监测',
      表示方式: own === null ? '内置算法' : headWord(ownMeasureNames[own.measure]),
      分子: own === null ? '' : own.numerator.map(nameOf).join('、'),
      分母: own === null ? '' : own.denominator.map(nameOf).join('、'),
      分组: axisNames(tailored, known.breakdowns),
      口径: one.definition,
      是否使用: used(one.spans, one.isOwn),
    }
    const look = [one.items.join('、'), one.forms.join('、'), mark(one.isOwn), spanWords(one.spans) || '各季都在用']
    return { code: one.code, name: one.name, cells, shown: look }
  })
}

function itemRows({ items }: CatalogueBoard, tailored: Tailored): BookRow[] {
  return items.map((one) => {
    const known = must(tailored.known.items.get(one.code as ItemCode))
    const cells = {
      代码: one.code,
      名称: one.name,
      计量单位: one.unit,
      小数位: String(known.decimals),
      时间口径: kindNames[known.periodKind],
      填报频率: askedWords(known.axes.dueQuarters),
      提供部门: one.department,
      报表: one.isCounted ? '由系统统计' : one.forms.join('、'),
      分组: axisNames(tailored, one.breakdowns),
      全市合计: yes(known.axes.enteredFor === 'unitsAndCity'),
      可为负数: yes(known.mayBeNegative === true),
      口径: one.definition,
      是否使用: used(one.spans, one.isOwn),
    }
    const duties = one.duties.map((duty) => `${formatPeriod(parsePeriod(duty.from))}起：${dutyWords(duty)}`)
    const helped = [one.responsible.join('、'), duties.join('。')]
    const look = [...helped, one.indicators.join('、'), mark(one.isOwn), spanWords(one.spans) || '各季都在用']
    return { code: one.code, name: one.name, cells, shown: look }
  })
}

function formRows({ forms }: CatalogueBoard): BookRow[] {
  return forms.map((one) => {
    const cells = {
      代码: one.code,
      名称: one.name,
      维度: one.dimension,
      部门: one.department,
      填报: one.isByUnits ? '各区县填' : '部门填',
      表号: one.tableNo ?? '',
      制定机关: one.issuer,
      批准文号: one.approvalNo ?? '',
      有效期至: one.validUntil ?? '',
    }
    return {
      code: one.code,
      name: one.name,
      cells,
      shown: [one.items.join('、'), scopeWords(one) || '全部区县', mark(one.isOwn)],
    }
  })
}
