import { dimensionNames } from '@cg/contract/dimension'
import { proposalStateNames } from '@cg/contract/proposal'
import { schemeStateNames } from '@cg/contract/scheme'
import type { SchemeBody, SchemeDetail, SchemeList } from '@cg/contract/scheme'
import type { SchemeFile } from '@cg/contract/scheme-file'
import { formatDateTime, formatPeriod } from '@cg/domain/number/date-format'
import { formatShare } from '@cg/domain/number/number-format'
import { readNumber } from '@cg/domain/number/number-text'
import { exactSum } from '@cg/domain/number/sum'
import { parsePeriod } from '@cg/domain/period'
import { needsTarget } from '@cg/domain/score/scoring-rule'
import { ruleWords } from '@cg/domain/claim/scoring-rule-words'
import type { Context } from '@cg/services/context'
import { differenceLines } from '@cg/services/scheme/difference'
import { listSchemes, readScheme } from '@cg/services/scheme/read'
import { requireOffice } from '@cg/services/scheme/versions'
import { writeXlsx } from 'hucre/xlsx'
import type { WriteSheet } from 'hucre/xlsx'
import { listSheet } from './list-sheet.ts'
import type { Upload } from './load-upload.ts'
import { problemLines } from './problem.ts'
import type { LoadProblem } from './problem.ts'
import { readRows } from './reader.ts'
import { readFiles } from './sheet.ts'
import { referenceStart } from './words.ts'

type Item = SchemeBody['items'][number]
type Row = readonly (string | number)[]

const weightsSheet = '计分指标'
/** Names and rules stand beside codes and weights for people to read; the codes and the weights count. */
const needed = ['指标代码', '权重']
const told = ['指标名称', '维度', '占比', '计分规则', '目标', '使用情况']

/** One version to read and to print, with every other version; its weights can be changed and read in again. */
export async function writeSchemeWorkbook(ctx: Context, { id }: { id: number }): Promise<Uint8Array> {
  const detail = await readScheme(ctx, { id })
  const list = await listSchemes(ctx)
  return writeXlsx({ sheets: [weights(detail), versions(list), proposals(list)] })
}

function weights({ body, indicators, version: { year } }: SchemeDetail): WriteSheet {
  const sum = exactSum(body.items.map(({ weight }) => weight))
  const items = new Map<string, Item>(body.items.map((item) => [item.indicator, item]))
  const known = new Set(indicators.map(({ code }) => code))
  const used = [
    ...indicators.map(({ code }) => code).filter((code) => items.has(code)),
    ...body.items.map(({ indicator }) => indicator as string).filter((code) => !known.has(code)),
  ]
  const unused = indicators.map(({ code }) => code).filter((code) => !items.has(code))
  const line = (code: string): Row => {
    const one = indicators.find((indicator) => indicator.code === code)
    const item = items.get(code)
    return [
      code,
      one?.name ?? code,
      dimensionNames[one?.dimension ?? ''] ?? '',
      item?.weight ?? '',
      item === undefined ? '不计分' : formatShare(item.weight / sum),
      item === undefined ? '' : ruleWords(item.rule, one?.unit ?? ''),
      item === undefined || !needsTarget(item.rule)
        ? ''
        : one?.targetYears.includes(year) === true
          ? '已下达'
          : '未下达',
      one?.offFrom == null ? '' : `${formatPeriod(parsePeriod(one.offFrom))}起停用`,
    ]
  }
  const heads = ['指标代码', '指标名称', '维度', '权重', '占比', '计分规则', '目标', '使用情况']
  return listSheet(weightsSheet, heads, [...used, ...unused].map(line))
}

function versions({ items, inForce }: SchemeList): WriteSheet {
  return listSheet(
    `${referenceStart}：版本`,
    [
      '名称',
      '版本',
      '年度',
      '状态',
      '编制人',
      '编制时间',
      '采用人',
      '采用时间',
      '审定依据',
      '用于发布',
      '修改说明',
      '校验码',
    ],
    items.map((one) => [
      one.name,
      one.version,
      one.year,
      `${schemeStateNames[one.state]}${one.id === inForce ? '（现行）' : ''}`,
      one.editedBy ?? one.createdBy ?? '系统',
      moment(one.editedAt),
      one.adoptedAt === null ? '' : (one.adoptedBy ?? '系统'),
      moment(one.adoptedAt),
      one.approval ?? '',
      one.releases.join('、'),
      one.note,
      one.hash,
    ]),
  )
}

function proposals({ proposals: rows }: SchemeList): WriteSheet {
  return listSheet(
    `${referenceStart}：变更`,
    ['编号', '变更', '内容', '审定依据', '提出人', '提出时间', '状态', '办理人', '办理时间', '意见'],
    rows.map((one) => [
      one.id,
      one.title,
      one.lines.join('；'),
      one.reason,
      one.proposedBy,
      moment(one.proposedAt),
      proposalStateNames[one.state],
      one.decidedBy ?? '',
      moment(one.decidedAt),
      one.note,
    ]),
  )
}

function moment(at: string | null): string {
  return at === null ? '' : formatDateTime(at)
}

/**
 * The weights of a workbook laid over a version: an empty weight takes the indicator out, one of an indicator that was not
 * scored takes it in by its share of the target; rows that are not there stay as they are. Nothing is written.
 */
export async function readSchemeUpload(
  ctx: Context,
  { id }: { id: number },
  { fileName, bytes }: Upload,
): Promise<SchemeFile> {
  requireOffice(ctx.actor)
  const detail = await readScheme(ctx, { id })
  const problems: LoadProblem[] = []
  const sheets = await readFiles([{ name: fileName, size: bytes.length, bytes: () => bytes }], problems)
  const [first] = sheets.values()
  const rows = readRows(first, { needed, known: told }, problems, (reader) => {
    const code = reader.text('指标代码')
    if (!isScorable(detail, code)) reader.fail('指标代码', `没有代码为“${code}”的可计分指标，请核对，或删去这一行。`)
    const text = reader.optional('权重')
    if (text === null) return { code, weight: null }
    const weight = readWeight(text)
    if (weight === null) reader.fail('权重', `“${text}”不能作权重，应是大于 0、不超过 1000 的数；不计分的留空。`)
    return { code, weight }
  })
  const seen = new Set<string>()
  for (const { row, value } of rows) {
    if (seen.has(value.code))
      problems.push({ file: fileName, row, column: '指标代码', message: `${value.code} 写了两次，请只留一行。` })
    seen.add(value.code)
  }
  const items = laidOver(
    detail,
    rows.map(({ value }) => value),
  )
  if (rows.length > 0 && items.length === 0)
    problems.push({ file: fileName, row: null, column: '权重', message: '没有一项有权重，方案至少要有一项指标。' })
  const errors = problemLines(problems.filter(({ isDoubt }) => isDoubt !== true))
  if (errors.length > 0) return { errors, lines: [], items: [...detail.body.items] }
  const names = new Map(detail.indicators.map(({ code, name }) => [code, name]))
  const lines = differenceLines(detail.body, { ...detail.body, items }, (code) => names.get(code) ?? code)
  return { errors, lines, items }
}

/** Null where it is no weight. */
function readWeight(text: string): number | null {
  const reading = readNumber(text, { unit: '', decimals: 4 })
  if (!reading.ok || reading.value === null) return null
  return reading.value > 0 && reading.value <= 1000 ? reading.value : null
}

function isScorable({ body, indicators }: SchemeDetail, code: string): boolean {
  return indicators.some((one) => one.code === code) || body.items.some(({ indicator }) => indicator === code)
}

type Weight = { readonly code: string; readonly weight: number | null }

function laidOver({ body }: SchemeDetail, rows: readonly Weight[]): Item[] {
  const typed = new Map(rows.map(({ code, weight }) => [code, weight]))
  const kept = body.items.flatMap((item) => {
    const weight = typed.get(item.indicator)
    return weight === null ? [] : [weight === undefined ? item : { ...item, weight }]
  })
  const added = rows.flatMap(({ code, weight }): Item[] =>
    weight === null || body.items.some(({ indicator }) => indicator === code)
      ? []
      : [{ indicator: code as Item['indicator'], weight, rule: { kind: 'target_ratio', cap: 1 } }],
  )
  return [...kept, ...added]
}
