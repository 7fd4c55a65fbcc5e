import type { SchemeBody, SchemeDetail } from '@cg/contract/scheme'
import {
  missingActionNames,
  missingActionWords,
  missingStateNames,
  missingStates,
  rankRuleNames,
  toPercent,
} from '@cg/domain/claim/scheme-words'
import type { NamedRankRule } from '@cg/domain/claim/scheme-words'
import { readNumber } from '@cg/domain/number/number-text'
import type { LoadProblem } from './problem.ts'
import { readRows } from './reader.ts'
import type { RowReader } from './reader.ts'
import type { Laid } from './scheme-laid.ts'
import { policyNames } from './scheme-workbook.ts'
import type { Sheet } from './sheet.ts'

type MissingAction = SchemeBody['missing']['not_reported']

const states = new Map(missingStates.map((state) => [missingStateNames[state] as string, state]))
const actions = new Map(Object.entries(missingActionNames).map(([kind, word]) => [word as string, kind]))
const rankRules = new Map(Object.entries(rankRuleNames).map(([rule, word]) => [word as string, rule]))

/** The sheet of what holds for the whole scheme; lines that are not there stay as they are. */
export function readPolicy(sheet: Sheet, { body }: SchemeDetail, problems: LoadProblem[]): Laid {
  let now = body
  const seen = new Set<string>()
  const rows = readRows(sheet, { needed: ['项目', '取值'], known: [] }, problems, (reader) => {
    const name = reader.text('项目')
    if (seen.has(name)) reader.fail('项目', `“${name}”写了两次，请只留一行。`)
    seen.add(name)
    const before = now
    now = laidOver(reader, name, now)
    return { isChanged: wordsOf(before, name) !== wordsOf(now, name) }
  })
  const changed = rows.filter(({ value }) => value.isChanged).length
  const left = states.size + Object.keys(policyNames).length - seen.size
  const words = [
    changed > 0 ? `改动 ${changed} 项` : '',
    rows.length > changed ? `相同 ${rows.length - changed} 项` : '',
  ]
  const rest = left > 0 ? `；另有 ${left} 项不在表里，保持不变` : ''
  const { missing, availability, rankRule } = now
  return {
    body: { missing, availability, rankRule },
    account: `${sheet.file}：${words.filter((word) => word !== '').join('，') || '没有行'}${rest}。`,
  }
}

function laidOver(reader: RowReader, name: string, body: SchemeBody): SchemeBody {
  const text = reader.text('取值')
  const state = states.get(name)
  if (name === '' || text === '') return body
  if (state !== undefined) {
    const action = readAction(text)
    if (action !== null) return { ...body, missing: { ...body.missing, [state]: action } }
    const offered = [...actions.keys(), '沿用最近4个季度内的数'].join('、')
    reader.fail('取值', `“${text}”不是可选的处理：${offered}。`)
    return body
  }
  if (name === policyNames.availability) return withAvailability(reader, text, body)
  if (name === policyNames.rankRule) {
    const rankRule = rankRules.get(text)
    if (rankRule !== undefined) return { ...body, rankRule: rankRuleOf(rankRule) }
    reader.fail('取值', `“${text}”不是可选的排法：${[...rankRules.keys()].join('、')}。`)
    return body
  }
  const known = [...states.keys(), ...Object.values(policyNames)].join('、')
  reader.fail('项目', `不认识“${name}”，请删去这一行，或改成：${known}。`)
  return body
}

function readAction(text: string): MissingAction | null {
  const kind = actions.get(text)
  if (kind === 'zero' || kind === 'redistribute' || kind === 'block' || kind === 'impute_median') return { kind }
  const [, age] = /^沿用最近\s*([1-8])\s*个季度内的数$/u.exec(text) ?? []
  return age === undefined ? null : { kind: 'carry_forward', maxAge: Number(age) }
}

function withAvailability(reader: RowReader, text: string, body: SchemeBody): SchemeBody {
  const reading = readNumber(text.replace(/[%％]$/u, ''), { unit: '', decimals: 4 })
  const percent = reading.ok ? reading.value : null
  if (percent === null || percent < 0 || percent > 100) {
    reader.fail('取值', `“${text}”不是 0 到 100 之间的百分数，请改正。`)
    return body
  }
  // Two thirds are written as 66.6667: what is as it was written out stays the share that it was.
  return percent === toPercent(body.availability) ? body : { ...body, availability: percent / 100 }
}

function rankRuleOf(text: string): NamedRankRule {
  return text === 'dense' || text === 'modified' || text === 'ordinal' ? text : 'competition'
}

function wordsOf({ missing, availability, rankRule }: SchemeBody, name: string): string {
  const state = states.get(name)
  if (state !== undefined) return missingActionWords(missing[state])
  return name === policyNames.rankRule ? rankRuleNames[rankRule] : String(availability)
}
