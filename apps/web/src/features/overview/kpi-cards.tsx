import type { BulletCard, ChartModel, Reference } from '@cg/charts/model'
import type { OverviewFacts } from '@cg/contract/release/overview'
import { Link } from '@tanstack/react-router'
import { percentOf } from '../../charts/geometry.ts'
import { LightChip } from '../../charts/light-chip.tsx'
import { WholeWords } from '../../shared/whole-words.tsx'
import { Sparkline } from '../../charts/sparkline.tsx'

/** Level, distance and direction of each core indicator; the whole card is one link. */
export function KpiCards({ facts, model }: { facts: OverviewFacts; model: ChartModel }) {
  if (model.body.form !== 'bullet') return null
  const { cards } = model.body
  const lines = Math.max(0, ...cards.map(({ outside }) => outside.length))
  return (
    <ul className="kpi-cards" data-count={cards.length} aria-label="核心指标">
      {cards.map((card) => {
        const fact = facts.cards.find((candidate) => candidate.indicator.code === card.key)
        return (
          <li key={card.key} className="kpi">
            {fact && (
              <KpiCard
                card={card}
                periods={fact.periods.length}
                start={card.baseline}
                words={model.unbroken}
                lines={lines}
              />
            )}
          </li>
        )
      })}
    </ul>
  )
}

type KpiCardProps = {
  card: BulletCard
  periods: number
  start: Reference | null
  words: readonly string[]
  /** Most outside figures of one card: all keep their room, so that the numbers stand in one line. */
  lines: number
}

function KpiCard({ card, periods, start, words, lines }: KpiCardProps) {
  return (
    <Link className="kpi-link" to="/i/$code" params={{ code: card.key }}>
      <span className="kpi-head">
        <span className="kpi-name">
          <WholeWords text={card.name} words={words} />
        </span>
        <LightChip light={card.light} state={card.figure.state} />
      </span>
      <span className="kpi-main">
        <span className="kpi-number">
          {card.number}
          <span className="kpi-unit">{card.unit}</span>
        </span>
        <Sparkline values={card.spark} words={`近${periods}个季度走势`} />
      </span>
      <Bullet card={card} start={start} />
      <span className="kpi-scale">
        <span>{start?.text}</span>
        <span>{card.target?.text}</span>
      </span>
      <span className="kpi-change">
        <WholeWords text={card.change} words={words} />
      </span>
      <Outside card={card} lines={lines} />
    </Link>
  )
}

/** Figures from outside by name: 全省平均 86.9%. */
function Outside({ card, lines }: { card: BulletCard; lines: number }) {
  if (lines === 0) return null
  return (
    <span className="kpi-outside" style={{ minHeight: lines * 18 }}>
      {card.outside.map(({ text }) => (
        <span key={text}>
          <span aria-hidden="true">◇ </span>
          <span className="visually-hidden">参照：</span>
          {text}
        </span>
      ))}
    </span>
  )
}

/** Value bar from zero, tick at the start, line at the year's target. */
function Bullet({ card, start }: { card: BulletCard; start: Reference | null }) {
  const at = (value: number) => `${percentOf(card.scale, value)}%`
  return (
    <span className="bullet" aria-hidden="true">
      {card.figure.value !== null && <span className="bullet-value" style={{ width: at(card.figure.value) }} />}
      {start && (
        <span
          className={
            card.figure.value !== null && start.value < card.figure.value
              ? 'bullet-baseline is-inside'
              : 'bullet-baseline'
          }
          style={{ left: at(start.value) }}
        />
      )}
      {card.target && <span className="bullet-target" style={{ left: at(card.target.value) }} />}
      {card.outside.map(({ value, text }) => (
        <span key={text} className="bullet-outside" style={{ left: at(value) }} />
      ))}
    </span>
  )
}
