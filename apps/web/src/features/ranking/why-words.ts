import type { RankingFacts } from '@cg/contract/release'
import type { ScoreDifference, ScoreWhy } from '@cg/contract/release-why'
import { formatChange, formatProse, formatRank, formatValue } from '@cg/domain/number/number-format'

export type WhySentence = { readonly key: string; readonly text: string }

/** Why a unit's score is what it is, in sentences; none for what is not explained. */
export function whySentences(facts: RankingFacts, unit: string): WhySentence[] {
  const why = facts.explanations?.[facts.units.code.indexOf(unit)] ?? null
  if (why === null) return []
  const found = [
    { key: 'ahead', text: aheadWords(facts, why.ahead) },
    { key: 'lastQuarter', text: lastQuarterWords(facts, why.lastQuarter) },
    { key: 'city', text: cityWords(facts, why.city) },
    { key: 'gain', text: gainWords(facts, why) },
  ]
  return found.flatMap(({ key, text }) => (text === null ? [] : [{ key, text }]))
}

function aheadWords(facts: RankingFacts, ahead: ScoreWhy['ahead']): string | null {
  if (ahead === null) return null
  const { difference } = ahead.against
  const lead = `与${placedName(facts, ahead.unit)}${difference === 0 ? '得分相同' : `相差${amount(facts, difference)}`}`
  return sentence(lead, partWords(facts, ahead.against))
}

function lastQuarterWords(facts: RankingFacts, against: ScoreDifference | null): string | null {
  if (against === null) return null
  return sentence(`较上季${formatChange(against.difference, 0, facts.measure).text}`, partWords(facts, against))
}

function cityWords(facts: RankingFacts, against: ScoreDifference | null): string | null {
  if (against === null) return null
  const { difference } = against
  const side = difference > 0 ? '高' : '低'
  const lead = difference === 0 ? '与各单位平均得分持平' : `比各单位平均得分${side}${amount(facts, difference)}`
  return sentence(lead, partWords(facts, against))
}

function gainWords(facts: RankingFacts, { ahead, gain }: ScoreWhy): string | null {
  if (ahead === null || gain === undefined) return null
  if (gain === null) return '其他条件不变，已报指标中没有一项单独改进就能提高位次。'
  const verb = gain.to > gain.from ? '提高' : '降低'
  const [from, to] = [formatProse(gain.from, gain), formatProse(gain.to, gain)]
  const name = placedName(facts, gain.passes)
  const result = gain.isTie ? `可与${name}并列` : `可超过${name}`
  return `其他条件不变，把“${partName(facts, gain.indicator)}”由${from}${verb}到${to}，${result}。`
}

function sentence(lead: string, parts: readonly string[]): string {
  return parts.length === 0 ? `${lead}。` : `${lead}：${parts.join('、')}。`
}

function partWords(facts: RankingFacts, { parts, adjustment, rest }: ScoreDifference): string[] {
  const named = parts.map(({ code, points }) => `${partName(facts, code)} ${signed(facts, points)}`)
  const more = [
    { name: '加减分', points: adjustment },
    { name: '其他指标', points: rest },
  ]
  return [...named, ...more.flatMap(({ name, points }) => (points === 0 ? [] : [`${name} ${signed(facts, points)}`]))]
}

function partName({ parts }: RankingFacts, code: string): string {
  return parts.find((part) => part.code === code)?.name ?? code
}

function placedName({ units, rank, isTied }: RankingFacts, unit: string): string {
  const at = units.code.indexOf(unit)
  const place = rank[at] ?? null
  return `${place === null ? '' : formatRank(place, isTied[at])}${units.shortName[at] ?? unit}`
}

function amount({ measure }: RankingFacts, points: number): string {
  return formatProse(Math.abs(points), measure)
}

/** +3.20 or −8.00, with a true minus. */
function signed({ measure }: RankingFacts, points: number): string {
  return `${points < 0 ? '−' : '+'}${formatValue(Math.abs(points), measure)}`
}
