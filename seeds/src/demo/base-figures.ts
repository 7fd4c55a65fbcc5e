import { parsePeriod, periodIndex, quarterOf, yearOf } from '@cg/domain/period'
import type { Moment } from './figures.ts'
import { put, putPart, putSized, putYearSoFar, take } from './figures.ts'
import { progress, qualityOf } from './profile.ts'
import { wobble } from './random.ts'
import { clustersOf } from './workforce.ts'

const reference = periodIndex(parsePeriod('2026Q2'))

/** 基本面: workers, enterprises, output. */
export function addBase(moment: Moment): void {
  const { figures, workers, unit } = moment
  putSized(figures, 'W_TOTAL', workers)
  for (const [cluster, count] of Object.entries(clustersOf(unit, workers))) {
    put(figures, `W_TOTAL|cluster:${cluster}`, count)
  }
  putPart(moment, 'W_YOUTH', 'W_TOTAL')
  putPart(moment, 'W_MIGRANT', 'W_TOTAL')
  put(
    figures,
    'EMP_ALL',
    (workers.all / (0.262 + 0.05 * (unit.secondary - 0.4))) * (1 + 0.01 * progress(moment.period)),
  )
  addEnterprises(moment)
  addOutput(moment)
  addClusterOutput(moment)
}

function addEnterprises(moment: Moment): void {
  const { figures, unit, period } = moment
  const growth = 1 + 0.0065 * (1 + unit.growth) * (periodIndex(period) - reference)
  const industrial = put(figures, 'E_ABOVE_IND', unit.aboveIndustrial * growth)
  const above = put(figures, 'E_ABOVE_ALL', industrial * unit.aboveAllRatio)
  const all = put(figures, 'E_ALL', above * unit.allRatio * (1 + 0.006 * wobble(`${unit.code}|E_ALL|${period}`)))
  put(figures, 'E_MSME', all * 0.915)
  put(figures, 'E_KEY', unit.keyEnterprises)
  putPart(moment, 'E_UNION', 'E_ALL')
}

const gdpReached = { 1: 0.226, 2: 0.475, 3: 0.732, 4: 1 } as const

function addOutput({ figures, unit, period }: Moment): void {
  const [year, quarter] = [yearOf(period), quarterOf(period)]
  const growthOf = (y: number) => 5.2 + 6 * (qualityOf(unit, period) - 0.5) + 3 * wobble(`${unit.code}|IOUT|${y}`)
  const trend = 1.052 ** (year - 2025) * (1 + 0.006 * wobble(`${unit.code}|GDP|${period}`))
  const gdp = put(figures, 'GDP_YTD', unit.gdp * trend * gdpReached[quarter], 2)
  const share = unit.secondary + 0.004 * wobble(`${unit.code}|GDP2|${period}`)
  put(figures, 'GDP2_YTD', gdp * share, 2)
  const output = put(figures, 'IOUT_YTD', take(figures, 'GDP2_YTD') * 2.55, 2)
  const growth = growthOf(year) + 1.2 * wobble(`${unit.code}|IOUT|${period}`)
  put(figures, 'IOUT_YTD_LY', output / (1 + growth / 100), 2)
  const gained = put(figures, 'D_GDP', (gdp * (0.05 + 0.012 * wobble(`${unit.code}|D_GDP|${year}`))) / 1.05, 2)
  put(figures, 'D_MFG', gained * (share * 0.98 + 0.04 * wobble(`${unit.code}|D_MFG|${year}`)), 2)
}

/** What a worker of a named cluster turns out, against one of the rest. */
const outputPerWorker = { auto: 1.7, equipment: 1.2, materials: 1.35, other: 0.85 } as const
const clusters = ['auto', 'equipment', 'materials', 'other'] as const

/** Output by cluster, the rest to 其他产业, and the vehicles that the car cluster builds. */
function addClusterOutput(moment: Moment): void {
  const { figures, unit, workers } = moment
  const people = clustersOf(unit, workers)
  const weighed = (cluster: (typeof clusters)[number]) => people[cluster] * outputPerWorker[cluster]
  const all = clusters.reduce((sum, cluster) => sum + weighed(cluster), 0)
  const output = take(figures, 'IOUT_YTD')
  const named = (['auto', 'equipment', 'materials'] as const).map((cluster) =>
    put(figures, `IOUT_YTD|cluster:${cluster}`, (output * weighed(cluster)) / all, 2),
  )
  put(figures, 'IOUT_YTD|cluster:other', output - named.reduce((sum, value) => sum + value, 0), 2)
  putYearSoFar(moment, 'N_CAR', unit.clusters.auto * 22)
}
