import { dimensionNames } from '@cg/contract/dimension'
import type { DimensionFact, RankingFacts } from '@cg/contract/release/ranking'
import { formatValue } from '@cg/domain/number/number-format'
import type { NumberFormat } from '@cg/domain/number/number-format'
import { Link } from '@tanstack/react-router'
import { WholeWords } from '../../shared/whole-words.tsx'
import { noAlerts } from './search.ts'

/** The blocks of indicators under the score in one row: how the units do within each, and what holds it back. */
export function DimensionStrip({ ranking }: { ranking: RankingFacts | undefined }) {
  const blocks = (ranking?.dimensions ?? []).filter((block) => block.spread !== null)
  if (ranking === undefined || blocks.length === 0) return null
  const format = { unit: '', decimals: ranking.measure.decimals }
  const floor = floorOf(blocks)
  const zeros = new Set(ranking.zeroItems.flat())
  const owing = new Set(ranking.parts.flatMap(({ code, dimension }) => (zeros.has(code) ? [dimension] : [])))
  return (
    <section className="dimension-strip" aria-labelledby="dimension-strip-title">
      <header className="dimension-strip-head">
        <h2 id="dimension-strip-title">分维度得分</h2>
        <span className="muted">各单位在维度内的得分，满分100分{owing.size > 0 && '；* 含按0分计的未报指标'}</span>
        <Link
          to="/rank"
          search={(old) => ({ ...old, ...noAlerts, view: 'dimensions' as const })}
          className="standing-more"
        >
          各单位分维度得分 →
        </Link>
      </header>
      <ul className="dimension-cards" style={{ ['--blocks' as string]: blocks.length }}>
        {blocks.map((block) => (
          <DimensionCard
            key={block.code}
            block={block}
            isOwing={owing.has(block.code)}
            floor={floor}
            format={format}
            unbroken={ranking.release.unbroken}
          />
        ))}
      </ul>
    </section>
  )
}

type CardProps = {
  block: DimensionFact
  isOwing: boolean
  floor: number
  format: NumberFormat
  unbroken: string[] | undefined
}

function DimensionCard({ block: { code, weight, items, spread, drag }, isOwing, floor, format, unbroken }: CardProps) {
  if (spread === null) return null
  const at = (value: number): string => `${(100 * (value - floor)) / (100 - floor)}%`
  return (
    <li className="dimension-card">
      <p className="dimension-name">
        <b>
          {dimensionNames[code] ?? code}
          {isOwing && '*'}
        </b>
        <span className="muted">
          权重{formatValue(weight, { unit: '', decimals: 1 })}%，{items}项
        </span>
      </p>
      <p className="dimension-figure">
        <b className="num">{formatValue(spread.median, format)}</b> <span className="muted">中位数</span>
      </p>
      <span className="dimension-range" aria-hidden="true">
        <span style={{ left: at(spread.low), right: `calc(100% - ${at(spread.high)})` }} />
        <i style={{ left: at(spread.median) }} />
      </span>
      <p className="muted">
        各单位 {formatValue(spread.low, format)}—{formatValue(spread.high, format)}分
      </p>
      {drag !== null && (
        <p>
          <span className="muted">拖分项</span>{' '}
          <Link to="/i/$code" params={{ code: drag.code }} search={(old) => ({ ...old, ...noAlerts })}>
            <WholeWords text={drag.name} words={unbroken} />
          </Link>
          <span className="muted">，平均失{formatValue(drag.lost, format)}分</span>
        </p>
      )}
    </li>
  )
}

/** The scale ends at 100 and begins at the ten below the lowest score, so that near scores can be told apart. */
function floorOf(blocks: readonly DimensionFact[]): number {
  const lowest = Math.min(...blocks.flatMap(({ spread }) => (spread === null ? [] : [spread.low])))
  return Math.max(0, Math.min(90, Math.floor(lowest / 10) * 10))
}
