import type { OverviewFacts } from '@cg/contract/release'
import { Link } from '@tanstack/react-router'
import { StatusMark } from '../../ui/status-chip.tsx'
import type { Tone } from '../../ui/status-chip.tsx'

type Count = { label: string; count: number; tone?: Tone }

function Counts({ title, counts }: { title: string; counts: readonly Count[] }) {
  return (
    <dl className="strip-group">
      <dt className="strip-title">{title}</dt>
      {counts.map(({ label, count, tone }) => (
        <dd key={label}>
          {tone !== undefined && <StatusMark tone={tone} size={11} />}
          {label} <b>{count}</b>
        </dd>
      ))}
    </dl>
  )
}

/** One thin line: how the indicators stand, and how this quarter was reported. */
export function ReportingStrip({ reporting, lights }: Pick<OverviewFacts, 'reporting' | 'lights'>) {
  return (
    <section className="strip" aria-label="指标与报送情况">
      <Counts
        title="有目标的指标"
        counts={[
          { label: '达标', count: lights.met, tone: 'good' },
          { label: '临近', count: lights.near, tone: 'near' },
          { label: '滞后', count: lights.late, tone: 'late' },
          { label: '未报', count: lights.notReported, tone: 'none' },
        ]}
      />
      <Counts title="其余指标" counts={[{ label: '未设目标', count: lights.withoutTarget, tone: 'na' }]} />
      <Counts
        title="报送情况"
        counts={[
          { label: '应报', count: reporting.due },
          { label: '已审', count: reporting.accepted },
          { label: '逾期', count: reporting.late },
          { label: '未报', count: reporting.missing },
        ]}
      />
      <Link to="/i" className="strip-more">
        指标一览 →
      </Link>
    </section>
  )
}
