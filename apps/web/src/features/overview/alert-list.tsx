import type { OverviewFacts } from '@cg/contract/release/overview'
import { Link } from '@tanstack/react-router'
import { useHighlight } from '../../shared/highlight.ts'
import { WholeWords } from '../../shared/whole-words.tsx'
import { StatusMark } from '../../ui/status-chip.tsx'
import type { Shape, Tone } from '../../ui/status-chip.tsx'
import { noAlerts } from './search.ts'

type Alert = OverviewFacts['alerts'][number]

const marks: Readonly<Record<Alert['kind'], { tone: Tone; shape: Shape; word: string }>> = {
  late: { tone: 'late', shape: 'square', word: '滞后' },
  not_reported: { tone: 'none', shape: 'dashed', word: '未报' },
  rank_fall: { tone: 'near', shape: 'triangle', word: '位次' },
  gap: { tone: 'near', shape: 'triangle', word: '差距' },
  near: { tone: 'near', shape: 'triangle', word: '临近' },
}

/** Alerts, each with an owner and a place to look. */
export function AlertList({ alerts, words }: { alerts: readonly Alert[]; words: readonly string[] | undefined }) {
  const own = useHighlight()
  return (
    <ul className="alerts">
      {alerts.map((alert) => (
        <li key={`${alert.kind}-${alert.title}`} className={isAbout(alert, own) ? 'alert is-own' : 'alert'}>
          <span className={`alert-mark alert-${marks[alert.kind].tone}`}>
            <StatusMark tone={marks[alert.kind].tone} shape={marks[alert.kind].shape} />
            <span className="visually-hidden">{marks[alert.kind].word}</span>
          </span>
          <div>
            <AlertTitle alert={alert} words={words} />
            <p className="alert-detail">
              <WholeWords text={alert.detail} words={words} />
            </p>
          </div>
        </li>
      ))}
    </ul>
  )
}

function isAbout({ units, owners }: Alert, unit: string | undefined): boolean {
  return unit !== undefined && (units.includes(unit) || owners.includes(unit))
}

function AlertTitle({ alert, words }: { alert: Alert; words: readonly string[] | undefined }) {
  const { indicator, unit } = alert
  if (unit !== null)
    return (
      <Link
        className="alert-title"
        to="/u/$unit"
        params={{ unit }}
        search={(old) => ({ ...old, ...noAlerts, by: undefined })}
      >
        <WholeWords text={alert.title} words={words} />
      </Link>
    )
  if (indicator !== null)
    return (
      <Link
        className="alert-title"
        to="/i/$code"
        params={{ code: indicator }}
        search={(old) => ({ ...old, ...noAlerts })}
      >
        <WholeWords text={alert.title} words={words} />
      </Link>
    )
  return (
    <span className="alert-title">
      <WholeWords text={alert.title} words={words} />
    </span>
  )
}
