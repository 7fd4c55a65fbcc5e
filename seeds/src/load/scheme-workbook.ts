import { dimensionNames } from '@cg/contract/dimension'
import { proposalStateNames } from '@cg/contract/proposal'
import { schemeStateNames } from '@cg/contract/scheme'
import type { SchemeBody, SchemeDetail, SchemeList } from '@cg/contract/scheme'
import { formatDateTime, formatPeriod } from '@cg/domain/number/date-format'
import { formatShare } from '@cg/domain/number/number-format'
import { exactSum } from '@cg/domain/number/sum'
import { parsePeriod } from '@cg/domain/period'
import { needsTarget } from '@cg/domain/score/scoring-rule'
import {
  adjustmentKindNames,
  missingActionNames,
  missingActionWords,
  missingStateNames,
  missingStates,
  rankRuleNames,
  toPercent,
  vetoEffectNames,
} from '@cg/domain/claim/scheme-words'
import { ruleSentences } from '@cg/domain/claim/scoring-rule-reader'
import { ruleWords } from '@cg/domain/claim/scoring-rule-words'
import type { Context } from '@cg/services/context'
import { schemeNames } from '@cg/services/scheme/difference'
import { listSchemes, readScheme } from '@cg/services/scheme/read'
import { writeXlsx } from 'hucre/xlsx'
import type { WriteSheet } from 'hucre/xlsx'
import { listSheet } from './list-sheet.ts'
import { referenceStart } from './words.ts'

type Item = SchemeBody['items'][number]
type Adjustment = NonNullable<SchemeBody['adjustments']>[number]
type Row = readonly (string | number)[]

/** The sheets that are read in again, by what they hold. */
export const schemeSheets = { items: '计分指标', policy: '缺数与排名', adjustments: '加减分', grades: '等次' } as const

/** What the sheet of policies calls its lines beside the states of a figure. */
export const policyNames = { availability: '已报权重至少（%）才排名', rankRule: '名次' } as const

/** One version to read and to print, with every other version; what its page sets can be changed and read in again. */
export async function writeSchemeWorkbook(ctx: Context, { id }: { id: number }): Promise<Uint8Array> {
  const detail = await readScheme(ctx, { id })
  const list = await listSchemes(ctx)
  const { body } = detail
  return writeXlsx({
    sheets: [
      weights(detail),
      policies(body),
      adjustments(detail),
      grades(body),
      sentences(detail),
      versions(list),
      proposals(list),
    ],
  })
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
  return listSheet(schemeSheets.items, heads, [...used, ...unused].map(line))
}

function policies({ missing, availability, rankRule }: SchemeBody): WriteSheet {
  return listSheet(
    schemeSheets.policy,
    ['项目', '取值'],
    [
      ...missingStates.map((state): Row => [missingStateNames[state], missingActionWords(missing[state])]),
      [policyNames.availability, toPercent(availability)],
      [policyNames.rankRule, rankRuleNames[rankRule]],
    ],
  )
}

function adjustments({ body, facts, indicators }: SchemeDetail): WriteSheet {
  const { factOf, nameOf } = schemeNames({ indicators, facts })
  const gate = (one: Adjustment) =>
    one.kind === 'bonus'
      ? (one.gate ?? []).map(({ indicator, points }) => `${nameOf(indicator)}不低于${points}分`).join('；')
      : ''
  return listSheet(
    schemeSheets.adjustments,
    ['对象', '办法', '每个（分）', '最多（分）', '后果', '得分条件'],
    (body.adjustments ?? []).map((one) => [
      factOf(one.fact),
      adjustmentKindNames[one.kind],
      one.kind === 'veto' ? '' : one.perUnit,
      one.kind === 'veto' ? '' : one.cap,
      one.kind === 'veto' ? vetoEffectNames[one.effect] : '',
      gate(one),
    ]),
  )
}

function grades({ grades: rows = [] }: SchemeBody): WriteSheet {
  return listSheet(
    schemeSheets.grades,
    ['名称', '不低于（分）', '名额不超过（%）'],
    rows.map(({ name, atLeast, quota }) => [name, atLeast, quota === undefined ? '' : toPercent(quota)]),
  )
}

/** What can be written where words are read in again. */
function sentences({ facts }: SchemeDetail): WriteSheet {
  const { items, policy, adjustments: adjusted } = schemeSheets
  const rows = (place: string, words: readonly string[]) => words.map((one): Row => [place, one])
  const missing = [...Object.values(missingActionNames), missingActionWords({ kind: 'carry_forward', maxAge: 4 })]
  return listSheet(
    `${referenceStart}：写法`,
    ['用在', '可以写（其中的数可以改）'],
    [
      ...rows(`${items}，计分规则`, ruleSentences('%')),
      ...rows(`${policy}，没有数时`, missing),
      ...rows(`${policy}，${policyNames.rankRule}`, Object.values(rankRuleNames)),
      ...rows(
        `${adjusted}，对象`,
        facts.map(({ name }) => name),
      ),
      ...rows(`${adjusted}，办法`, Object.values(adjustmentKindNames)),
      ...rows(`${adjusted}，后果`, Object.values(vetoEffectNames)),
    ],
  )
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
