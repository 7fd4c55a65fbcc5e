import './rank-change.css'
import { formatRankChange } from '@cg/domain/number/number-format'

/** ↑2 ↓1 –: arrows in ink, never red or green; the words are read out. */
export function RankChange({ before, now }: { before: number | null; now: number | null }) {
  if (now === null) return <span className="rank-change" />
  if (before === null)
    return (
      <span className="rank-change muted" title="没有可比的上期位次">
        <span aria-hidden="true">—</span>
        <span className="visually-hidden">没有可比的上期位次</span>
      </span>
    )
  const words = `较上期${formatRankChange(before, now)}`
  const mark = now === before ? '–' : now < before ? `↑${before - now}` : `↓${now - before}`
  return (
    <span className={now === before ? 'rank-change muted' : 'rank-change'} title={words}>
      <span aria-hidden="true">{mark}</span>
      <span className="visually-hidden">{words}</span>
    </span>
  )
}
