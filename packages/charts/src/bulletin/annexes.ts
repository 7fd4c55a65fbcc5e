import type { BulletinAnnex } from '@cg/contract/bulletin'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { placeSpan, placeWords } from '@cg/domain/claim/words'
import { must } from '@cg/domain/must'
import { formatPeriod, formatResult, formatValue, spokenUnit } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { standingOf, standingWords } from '@cg/domain/target/standing'
import { correctionAnnex } from './correction.ts'
import { planAnnexes } from './plan.ts'
import type { BulletinSubject } from './sources.ts'

type Column = BulletinAnnex['columns'][number]

const word = (header: string): Column => ({ header, isNumber: false })
const number = (header: string): Column => ({ header, isNumber: true })

/** 附件: what a correction changed, the ranking by score, the city's assessed indicators, the same by district, the key tasks and what is followed up. */
export function bulletinAnnexes(subject: BulletinSubject): BulletinAnnex[] {
  const { score } = subject
  const isRanked = score !== null && score.notRanked === null
  return [
    ...correctionAnnex(subject),
    ...(isRanked ? [scoreAnnex(score)] : []),
    cityAnnex(subject),
    ...districtAnnexes(subject),
    ...planAnnexes(subject),
  ].filter(({ rows }) => rows.length > 0)
}

function titled(name: string, { overview }: BulletinSubject): string {
  return `${formatPeriod(parsePeriod(overview.release.period))}${name}`
}

/** By place; units without one at the end, with why. */
function scoreAnnex(score: RankingFacts): BulletinAnnex {
  const { units, rank, rankLow, rankHigh, value, measure } = score
  const hasGroups = units.group.some((group) => group !== null)
  const hasSpans = rankLow.some((low) => low !== null)
  const last = units.code.length + 1
  const order = [...units.code.keys()].toSorted((left, right) => (rank[left] ?? last) - (rank[right] ?? last))
  const spanAt = (at: number): string => {
    const [low, high] = [rankLow[at] ?? null, rankHigh[at] ?? null]
    return low === null || high === null ? '—' : placeSpan(low, high)
  }
  const row = (at: number): string[] => {
    const [place, own] = [rank[at] ?? null, value[at] ?? null]
    const figure =
      own === null
        ? formatResult({ state: score.state[at] ?? 'not_reported', value: null }, measure)
        : formatValue(own, measure)
    return [
      place === null ? (score.unrankedReason[at] ?? '不参与排名') : placeWords(place, score.isTied[at]),
      must(units.name[at]),
      figure,
      ...(hasSpans ? [spanAt(at)] : []),
      ...(hasGroups ? [units.group[at] ?? '—'] : []),
    ]
  }
  return {
    title: `${formatPeriod(parsePeriod(score.release.period))}综合得分及位次`,
    columns: [
      word('位次'),
      word('单位'),
      number('综合得分'),
      ...(hasSpans ? [word('位次区间')] : []),
      ...(hasGroups ? [word('考核组')] : []),
    ],
    rows: order.map(row),
    isWide: false,
    notes: score.methods.filter((method) => method.startsWith('位次区间')),
  }
}

/** What stands for the light where there is none. */
function cityAnnex(subject: BulletinSubject): BulletinAnnex {
  const { matrix } = subject
  const rows = assessed(subject).map((i) => {
    const [indicator, fact] = [must(matrix.indicators[i]), must(matrix.city[i])]
    const { value, state, expected, target, light } = fact
    const goal = (of: number | null): string => (of === null ? '—' : formatValue(of, indicator))
    return [
      withUnit(indicator),
      indicator.leadDepartment,
      formatResult({ state, value }, indicator),
      goal(expected),
      goal(target),
      standingWords[standingOf(light, { state, hasAim: expected !== null || target !== null })],
    ]
  })
  return {
    title: titled('考核指标全市完成情况', subject),
    columns: [
      word('指标'),
      word('牵头部门'),
      number('本期'),
      number('时序目标'),
      number(`${matrix.targetYear}年目标`),
      word('状态'),
    ],
    rows,
    isWide: false,
    notes: ['—表示没有设定目标；未报、不适用、无法提供、不公布分别注明，均不按0计算。', ...unlistedNote(subject)],
  }
}

/** Districts that one table takes beside the indicator and the city. */
const districtsAcross = 13

/** By its own cells a table of many units would be longer than the paper: it is in the data of the release. */
function hasTooMany({ matrix }: BulletinSubject): boolean {
  return matrix.units.code.length > 3 * districtsAcross
}

function unlistedNote(subject: BulletinSubject): string[] {
  const count = subject.matrix.units.code.length
  return hasTooMany(subject) ? [`${count}个单位的各项指标较多，不列入本通报，见平台“对比”页和数据下载。`] : []
}

function districtAnnexes(subject: BulletinSubject): BulletinAnnex[] {
  const { matrix } = subject
  const units = [...matrix.units.code.keys()]
  if (hasTooMany(subject)) return []
  const at = assessed(subject).filter((i) => must(matrix.value[i]).some((value) => value !== null))
  const parts = Math.ceil(units.length / districtsAcross)
  return Array.from({ length: parts }, (_, part): BulletinAnnex => {
    const own = units.slice(part * districtsAcross, (part + 1) * districtsAcross)
    const suffix = parts === 1 ? '' : `（${part + 1}）`
    return {
      title: titled(`各区县考核指标完成情况${suffix}`, subject),
      columns: [word('指标'), number('全市'), ...own.map((unit) => number(must(matrix.units.shortName[unit])))],
      rows: at.map((i) => {
        const indicator = must(matrix.indicators[i])
        const cell = (unit: number): string =>
          formatResult(
            { value: must(matrix.value[i])[unit] ?? null, state: must(matrix.state[i])[unit] ?? 'not_reported' },
            indicator,
          )
        return [withUnit(indicator), formatResult(must(matrix.city[i]), indicator), ...own.map(cell)]
      }),
      isWide: true,
      notes: ['单位按行政区划顺序排列；未报、不适用、无法提供、不公布分别注明，均不按0计算。'],
    }
  })
}

function assessed({ matrix }: BulletinSubject): number[] {
  return matrix.indicators.flatMap(({ isAssessed }, i) => (isAssessed ? [i] : []))
}

function withUnit({ name, unit }: { readonly name: string; readonly unit: string }): string {
  return unit === '' ? name : `${name}（${spokenUnit(unit)}）`
}
