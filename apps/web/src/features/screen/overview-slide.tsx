import type { BulletCard } from '@cg/charts/model'
import { standingWords } from '@cg/domain/target/standing'
import { percentOf } from '../../charts/geometry.ts'
import { LightChip, lightTone } from '../../charts/light-chip.tsx'
import { WholeWords } from '../../shared/whole-words.tsx'
import { lightWords } from '../../shared/measure-words.ts'
import { StatusMark } from '../../ui/status-chip.tsx'
import type { Tone } from '../../ui/status-chip.tsx'
import type { Slide } from './slides.ts'

type OverviewProps = { slide: Extract<Slide, { key: 'overview' }>; words: readonly string[] | undefined }
type TileProps = OverviewProps['slide']['tiles'][number] & { words: readonly string[] | undefined }

/** The core indicators as tiles, and how all commitments of the year stand. */
export function OverviewSlide({ slide: { tiles, lights }, words }: OverviewProps) {
  return (
    <>
      <ul className="wall-tiles" data-count={tiles.length} aria-label="核心指标">
        {tiles.map((tile) => (
          <Tile key={tile.card.key} {...tile} words={words} />
        ))}
      </ul>
      <Lights lights={lights} />
    </>
  )
}

function Tile({ card, unit, words }: TileProps) {
  return (
    <li className="wall-card wall-tile">
      <p className="wall-tile-name">
        <WholeWords text={card.name} words={words} />
      </p>
      <p className="wall-tile-main">
        <span className="wall-number">
          {card.number}
          <span className="wall-measure">{card.unit}</span>
        </span>
        <LightChip light={card.light} state={card.figure.state} />
      </p>
      <Bullet card={card} />
      <p className="wall-scale">
        <span>{card.baseline?.text}</span>
        <span>{card.target?.text}</span>
      </p>
      <p className="wall-change">{card.change}</p>
      {unit !== null && (
        <p className="wall-unit">
          {unit.name} <b>{unit.text}</b>{' '}
          {unit.light !== null && (
            <>
              <StatusMark tone={lightTone[unit.light]} /> {lightWords[unit.light]}
            </>
          )}
        </p>
      )}
    </li>
  )
}

function Bullet({ card }: { card: BulletCard }) {
  const at = (value: number) => `${percentOf(card.scale, value)}%`
  return (
    <div className="wall-bullet" aria-hidden="true">
      {card.figure.value !== null && <span className="wall-bar" style={{ width: at(card.figure.value) }} />}
      {card.baseline && <span className="wall-mark wall-mark-base" style={{ left: at(card.baseline.value) }} />}
      {card.target && <span className="wall-mark" style={{ left: at(card.target.value) }} />}
    </div>
  )
}

type Count = { label: string; count: number; tone: Tone }

/** Of all indicators with a target: 达标 20 临近 11 滞后 5. */
function Lights({ lights }: { lights: OverviewProps['slide']['lights'] }) {
  const counts: Count[] = [
    { label: '达标', count: lights.met, tone: 'good' },
    { label: '临近', count: lights.near, tone: 'near' },
    { label: '滞后', count: lights.late, tone: 'late' },
    ...lights.unlit.map(({ standing, count }): Count => ({
      label: standingWords[standing],
      count,
      tone: standing === 'not_judged' ? 'na' : 'none',
    })),
  ]
  const all = counts.reduce((sum, { count }) => sum + count, 0)
  if (all === 0) return <p className="wall-note">各项指标尚未设定目标</p>
  return (
    <ul className="wall-lights" aria-label="有目标的指标">
      <li className="wall-lights-head">{all}项有目标的指标</li>
      {counts.map(({ label, count, tone }) => (
        <li key={label}>
          <StatusMark tone={tone} /> {label} <b>{count}</b>
        </li>
      ))}
    </ul>
  )
}
