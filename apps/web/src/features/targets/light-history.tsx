import type { TargetRow } from '@cg/contract/release/targets'
import { formatPeriod, formatResult } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { lightTone, stateTone } from '../../charts/light-chip.tsx'
import { lightWords } from '../../shared/measure-words.ts'
import { StatusMark } from '../../ui/status-chip.tsx'

type Quarter = {
  period: string
  words: string
  tone: Parameters<typeof StatusMark>[0]['tone']
}

/** Since the year of the first target, each quarter's light in words: 2026年第一季度 82.6%，达标. */
export function historyQuarters({ indicator, history, years }: TargetRow, periods: readonly string[]): Quarter[] {
  const first = String(years.find((year) => year.target !== null)?.year ?? '')
  return periods.flatMap((period, at): Quarter[] => {
    const [state, light] = [history.state[at], history.light[at] ?? null]
    if (state === undefined || period < first) return []
    const value = history.value[at] ?? null
    const carried = history.carriedFrom[at] ?? null
    const text = `${formatResult({ state, value }, indicator)}${value === null || indicator.unit !== '%' ? '' : '%'}`
    const judged =
      light !== null
        ? `，${lightWords[light]}`
        : carried !== null
          ? `，沿用${formatPeriod(parsePeriod(carried))}的数据`
          : value === null
            ? ''
            : '，不评价'
    const tone = light !== null ? lightTone[light] : value === null ? stateTone(state) : 'na'
    return [{ period, words: `${formatPeriod(parsePeriod(period))} ${text}${judged}`, tone }]
  })
}

/** Up to eight small shapes, oldest first; their words on pointing and for the ear. */
export function LightHistory({ row, periods }: { row: TargetRow; periods: readonly string[] }) {
  return (
    <ol className="light-history" aria-label={`${row.indicator.name}各季状态`}>
      {historyQuarters(row, periods).map(({ period, words, tone }) => (
        <li key={period} title={words}>
          <StatusMark tone={tone} size={10} />
          <span className="visually-hidden">{words}</span>
        </li>
      ))}
    </ol>
  )
}
