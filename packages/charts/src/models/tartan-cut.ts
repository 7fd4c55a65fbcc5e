import type { ChartCut } from '@cg/contract/chart-choices'
import { toldBefore } from '@cg/contract/release/fact'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import { againstWords, placeWords } from '@cg/domain/claim/words'
import { must } from '@cg/domain/must'
import { differenceOf, movedWords } from '@cg/domain/number/difference'
import { isRelativeUnit } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import type { GridBody, GridCell, GridTint } from '../model.ts'
import { judgedByLight } from '../grid-cell.ts'
import { lightMarks } from '../light-legend.ts'

/** What one cell is found to be under a cut; null: not compared. */
export type Judged = Pick<GridCell, 'tint' | 'mark' | 'words' | 'isWeak'>

/** A way of colouring the rug: what it is called, what its marks mean, how a cell is judged. */
export type Cut = {
  readonly neutral: string
  readonly subtitle: string
  /** Stands after 单位 and 指标 in the heads of the totals' column and row: 滞后单位. */
  readonly weakWord: string
  readonly legend: GridBody['legend']
  readonly judge: (facts: MatrixFacts, indicator: number, unit: number) => Judged | null
}

/** How far below or above, as a share of what it is held against, makes a step of colour. */
const near = 0.02
const far = 0.05

type Step = 0 | 1 | 2 | 3 | 4
type Measured = Pick<MatrixFacts['indicators'][number], 'direction' | 'unit'>

const diverging = (step: Step): GridTint => ({ palette: 'diverging', step })
const sequential = (step: Step): GridTint => ({ palette: 'sequential', step })

const cityWords = ['差于全市5%以上', '差于全市2%—5%', '与全市相差不到2%', '优于全市2%—5%', '优于全市5%以上'] as const
const cityMarks = ['▼', '▽', '＝', '◇', '◆'] as const
const fifths = ['后五分之一', '中后', '居中', '中前', '前五分之一'] as const
const steps = [4, 3, 2, 1, 0] as const

const cuts: Readonly<Record<ChartCut, Cut>> = {
  target: {
    neutral: '各区县分指标完成情况',
    subtitle: '与时序目标比较',
    weakWord: '滞后',
    legend: lightMarks,
    judge: byTarget,
  },
  city: {
    neutral: '各区县分指标与全市比较',
    subtitle: '与全市值比较，按指标方向判断优劣',
    weakWord: '差于全市',
    legend: [
      ...steps.map((step) => ({ mark: cityMarks[step], tint: diverging(step), words: cityWords[step] })),
      { mark: '', tint: null, words: '无标记：不比较（不分高低、数量指标、沿用数据不同期或全市值不可计算）' },
    ],
    judge: byCity,
  },
  rank: {
    neutral: '各区县分指标位次',
    subtitle: '按位次着色',
    weakWord: '后五分之一',
    legend: [
      ...steps.map((step) => ({ mark: '', tint: sequential(step), words: fifths[step] })),
      { mark: '', tint: null, words: '无位次：不参与排名' },
    ],
    judge: byRank,
  },
  change: {
    neutral: '各区县分指标变化',
    subtitle: '与各指标可比的上一期比较',
    weakWord: '变差',
    legend: [
      { mark: '↑↓', tint: diverging(4), words: '好转，变动5%以上' },
      { mark: '↑↓', tint: diverging(3), words: '好转，变动不到5%' },
      { mark: '→', tint: diverging(2), words: '没有变动' },
      { mark: '↑↓', tint: diverging(1), words: '变差，变动不到5%' },
      { mark: '↑↓', tint: diverging(0), words: '变差，变动5%以上' },
      { mark: '', tint: null, words: '无标记：没有可比的上一期或基数过小；有箭头无底色：不分高低' },
    ],
    judge: byChange,
  },
}

/** The colouring of that name. */
export function cutOf(name: ChartCut): Cut {
  return cuts[name]
}

function byTarget(facts: MatrixFacts, indicator: number, unit: number): Judged | null {
  const light = facts.light[indicator]?.[unit] ?? null
  return light === null ? null : judgedByLight(light)
}

/** +1: more is better, −1: less is better; null: neither. */
function signOf({ direction }: Pick<Measured, 'direction'>): 1 | -1 | null {
  return direction === 'higher' ? 1 : direction === 'lower' ? -1 : null
}

/** A unit's share is no yardstick of the whole: only rates and means are held against the city, of the same quarter. */
function byCity(facts: MatrixFacts, indicator: number, unit: number): Judged | null {
  const fact = must(facts.indicators[indicator])
  const city = must(facts.city[indicator])
  const value = facts.value[indicator]?.[unit] ?? null
  const carried = facts.beside?.carriedFrom[indicator]?.[unit] ?? null
  if (value === null || carried !== city.carriedFrom) return null
  return judgedByCity(value, city.value, fact)
}

/** How far a figure stands from the city's of the same quarter; null: no such comparison. */
export function judgedByCity(value: number, city: number | null, { direction, unit }: Measured): Judged | null {
  const sign = signOf({ direction })
  if (sign === null || city === null || city <= 0 || !isRelativeUnit(unit)) return null
  const share = ((value - city) / city) * sign
  const step = Math.abs(share) < near ? 2 : share > 0 ? (share < far ? 3 : 4) : share > -far ? 1 : 0
  return { tint: diverging(step), mark: cityMarks[step], words: cityWords[step], isWeak: step < 2 }
}

function byRank(facts: MatrixFacts, indicator: number, unit: number): Judged | null {
  const places = facts.rank[indicator] ?? []
  const place = places[unit] ?? null
  if (place === null) return null
  const { ranked, tied } = placesIn(places)
  const step = must(steps[Math.min(4, Math.floor(((place - 1) * 5) / ranked))])
  return { tint: sequential(step), mark: `第${place}`, words: placeWords(place, tied.has(place)), isWeak: step === 0 }
}

type Places = { readonly ranked: number; readonly tied: ReadonlySet<number> }

/** Told once of a column: a rug asks for each of its cells. */
const known = new WeakMap<readonly (number | null)[], Places>()

function placesIn(column: readonly (number | null)[]): Places {
  const found = known.get(column) ?? countPlaces(column)
  known.set(column, found)
  return found
}

function countPlaces(column: readonly (number | null)[]): Places {
  const [seen, tied] = [new Set<number>(), new Set<number>()]
  const places = column.filter((place) => place !== null)
  for (const place of places) (seen.has(place) ? tied : seen).add(place)
  return { ranked: places.length, tied }
}

const arrows = { up: '↑', down: '↓', level: '→' } as const

function byChange(facts: MatrixFacts, indicator: number, unit: number): Judged | null {
  const fact = must(facts.indicators[indicator])
  const compared = facts.beside?.compared[indicator] ?? null
  const now = facts.value[indicator]?.[unit] ?? null
  const then = compared === null ? null : toldBefore(compared, unit)
  const moved = differenceOf(now, then, fact)
  if (compared === null || now === null || then === null || moved === null) return null
  const sign = signOf(fact)
  const isLevel = moved.direction === 'level'
  const isBetter = (moved.direction === 'up') === (sign === 1)
  const isFar = then === 0 || Math.abs((now - then) / then) >= far
  return {
    tint: sign === null ? null : diverging(isLevel ? 2 : isBetter ? (isFar ? 4 : 3) : isFar ? 0 : 1),
    mark: arrows[moved.direction],
    isWeak: sign !== null && !isLevel && !isBetter,
    // All cells are counted, few are read.
    get words() {
      return `${againstWords(compared.against, parsePeriod(compared.period))}${movedWords(moved, fact)}`
    },
  }
}
