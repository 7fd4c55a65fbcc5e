import { digits } from './exact.fixture.ts'
import {
  differs,
  hasOtherAims,
  hasOtherLight,
  hasOtherRank,
  hasOtherState,
  hasOtherValue,
  isOtherwiseDefined,
  isSameQuarter,
  isSameScheme,
  pairOf,
  rankedIn,
  rowsOf,
  sideOf,
} from './pair-rows.fixture.ts'
import type { Row, Side } from './pair-rows.fixture.ts'
import { measureOf, unless } from './reading.fixture.ts'
import type { Check } from './reading.fixture.ts'
import type { RawCell, RawMeasure } from './world.fixture.ts'

/* What differs between two releases. */

const allOf = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join('、')}和${words[words.length - 1] as string}`

export const differences: Check = ({ code, tail }, city, spot) => {
  const pair = pairOf(city, spot)
  const rows = rowsOf(pair).filter(differs)
  const told = new Set(rows.flatMap(({ measure }) => measure ?? []))
  const hasScore = rows.some(({ measure }) => measure === null)
  const what = [...(told.size > 0 ? [`${told.size}项指标`] : []), ...(hasScore ? ['综合得分'] : [])].join('和')
  const count = (isMeant: (row: Row) => boolean): number => rows.filter(isMeant).length
  const counts: [number, string][] = [
    [count(hasOtherValue), '数值'],
    [count(hasOtherRank), '位次'],
    [count(hasOtherLight), '灯'],
  ]
  const same = allOf(counts.filter(([many]) => many === 0).map(([, word]) => word))
  const parts = [...counts, [count(hasOtherState), '数据状态'] as const].filter(([many]) => many > 0)
  const units = new Set(rows.flatMap(({ unit }) => unit?.code ?? [])).size
  const whose = [...(rows.some(({ unit }) => unit === null) ? ['全市'] : []), ...(units > 0 ? [`${units}个单位`] : [])]
  const words =
    rows.length === 0
      ? '数值、位次和灯都相同'
      : `${what}有${parts.map(([many, word]) => `${many}处${word}`).join('、')}不同${
          same === '' ? '' : `，${same}都相同`
        }，涉及${whose.join('和')}`
  return unless([code === pair.codes[0], 'against another release'], [tail === words, words])
}

const stateWords: Record<string, string> = {
  not_reported: '未报',
  not_applicable: '不适用',
  not_available: '无法提供',
  withheld: '不公布',
  zero_denominator: '不可计算',
  missing: '不可计算',
  invalid: '无效',
}

function figureWords({ value, state }: Side, { unit, decimals }: RawMeasure): string {
  if (value === null) return stateWords[state] as string
  const own = unit === '百分点' ? '个百分点' : unit
  return `${digits(value, decimals)}${own}${state === 'partial' ? '（部分单位）' : ''}`
}

export const restated: Check = ({ subject = '', parts, others }, city, spot) => {
  const pair = pairOf(city, spot)
  const measure = measureOf(subject, city, { measure: null })
  if (measure === null) return `no such measure: ${subject}`
  if (!isSameQuarter(pair)) return 'of two quarters'
  if (isOtherwiseDefined(pair, measure.code)) return 'the definition is another'
  const changed = rowsOf(pair)
    .filter((row) => row.measure === measure && hasOtherValue(row) && row.from !== null && row.to !== null)
    .map(
      ({ unit, from, to }) =>
        `${unit?.name ?? '全市'}由${figureWords(from as Side, measure)}改为${figureWords(to as Side, measure)}`,
    )
  const rest = changed.length > 3 ? String(changed.length - 3) : undefined
  return unless(
    [parts === changed.slice(0, 3).join('，'), changed.join('，')],
    [others === rest, `${rest} others changed`],
  )
}

const lightWords: Record<string, string> = { met: '达标', near: '临近', late: '滞后' }
const order = ['met', 'near', 'late']

export const lightsBetween: Check = ({ count, tail }, city, spot) => {
  const pair = pairOf(city, spot)
  const held = pair.after.world.measures.flatMap((measure) => {
    const [from, to] = [sideOf(pair.before, measure, null), sideOf(pair.after, measure, null)]
    const isAlike = !isOtherwiseDefined(pair, measure.code) && !hasOtherAims(pair, measure.code)
    const [was, now] = [from?.light ?? null, to?.light ?? null]
    return was === null || now === null || !isAlike ? [] : [{ name: measure.name, was, now }]
  })
  const moved = held.filter(({ was, now }) => was !== now)
  const part = (word: string, isMeant: (step: number) => boolean): string[] => {
    const names = moved
      .filter(({ was, now }) => isMeant(order.indexOf(now) - order.indexOf(was)))
      .map(({ name }) => name)
    if (names.length === 0) return []
    return [`${word}${names.length}项（${names.slice(0, 3).join('、')}${names.length > 3 ? '等' : ''}）`]
  }
  const told = moved.slice(0, 2).map(({ name, was, now }) => `${name}由${lightWords[was]}改为${lightWords[now]}`)
  const words =
    moved.length === 0
      ? '，全市两次都相同'
      : isSameQuarter(pair)
        ? `中，全市有${moved.length}项不同：${told.join('，')}${moved.length > 2 ? '等' : ''}`
        : `中，全市${[...part('变好', (step) => step < 0), ...part('变差', (step) => step > 0)].join('，')}`
  return unless([Number(count) === held.length, `${held.length} have comparable lights`], [tail === words, words])
}

export const scoresBetween: Check = ({ tail = '' }, city, spot) => {
  const pair = pairOf(city, spot)
  if (!isSameScheme(pair)) return 'the schemes differ'
  const [then, now] = [rankedIn(pair.before), rankedIn(pair.after)]
  if (now.length === 0 || then.toSorted().join() !== now.toSorted().join()) return 'other units are ranked'
  const rows = rowsOf(pair).filter(({ measure, to }) => measure === null && to !== null)
  const moved = rows.filter(({ from, to }) => from?.rank != null && to?.rank != null && from.rank !== to.rank)
  const differ = rowsOf(pair).filter((row) => row.measure === null && hasOtherValue(row)).length
  if (moved.length === 0)
    return unless([tail === (differ === 0 ? '和位次都相同' : `有${differ}个单位不同，位次都相同`), 'nobody moved'])
  const [, count, parts = '', more] = /^有(\d+)个单位位次不同：(.+?)(等)?$/.exec(tail) ?? []
  const step = ({ from, to }: Row): number => Math.abs((from?.rank ?? 0) - (to?.rank ?? 0))
  const said = parts.split('，').map((part) => moved.find((row) => placeChange(row) === part))
  const least = Math.min(...said.map((row) => (row === undefined ? -1 : step(row))))
  const most = Math.max(0, ...moved.filter((row) => !said.includes(row)).map(step))
  return unless(
    [Number(count) === moved.length, `${moved.length} moved`],
    [said.every((row) => row !== undefined) && new Set(said).size === said.length, 'one of them moved otherwise'],
    [said.length === Math.min(3, moved.length) && (more !== undefined) === moved.length > 3, 'more moved, or fewer'],
    [least >= most, 'another moved farther'],
  )
}

function placeChange({ unit, from, to }: Row): string {
  const place = (side: Side | null): string => `${side?.isTied === true ? '并列' : ''}第${side?.rank}位`
  return `${unit?.name}由${place(from)}变为${place(to)}`
}

export const cellsBetween: Check = ({ count, parts = '' }, city, spot) => {
  const pair = pairOf(city, spot)
  if (!isSameQuarter(pair)) return 'of two quarters'
  const [then, now] = [pair.before, pair.after].map(({ now: { cells } }) => cells)
  const keys = [...new Set([...(then?.keys() ?? []), ...(now?.keys() ?? [])])]
  const changed = keys.map((key) => [then?.get(key), now?.get(key)] as const).filter(([one, other]) => one !== other)
  const isNumber = (cell: RawCell | undefined): boolean => typeof cell === 'number'
  const many = (had: boolean, has: boolean): number =>
    changed.filter(([one, other]) => isNumber(one) === had && isNumber(other) === has).length
  const words = [
    [many(true, true), '更正数字'],
    [many(false, true), '补上数字'],
    [many(true, false), '撤去数字'],
    [many(false, false), '改变数据状态'],
  ] as const
  const told = words.filter(([all]) => all > 0).map(([all, word]) => `${word}${all}格`)
  return unless(
    [Number(count) === changed.length, `${changed.length} differ`],
    [parts === told.join('、'), told.join()],
  )
}
