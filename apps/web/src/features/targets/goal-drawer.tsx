import { targetLapses } from '@cg/charts/lapses'
import type { TargetRow, TargetsFacts } from '@cg/contract/release/targets'
import { standingWords } from '@cg/domain/target/standing'
import { sentence } from '@cg/domain/claim/claim'
import { formatProse, formatState } from '@cg/domain/number/number-format'
import { Link } from '@tanstack/react-router'
import { LightChip } from '../../charts/light-chip.tsx'
import { StatedWords } from '../../charts/lapse-panel.tsx'
import { Drawer } from '../../ui/dialog.tsx'
import { StatusMark } from '../../ui/status-chip.tsx'
import { historyQuarters } from './light-history.tsx'

/** One commitment whole: what may be said of it, its years, its quarters, and where to go on. */
export function GoalDrawer({ facts, row, onClose }: { facts: TargetsFacts; row: TargetRow; onClose: () => void }) {
  const { indicator } = row
  const sentences = row.claims.map(sentence)
  const [lapse] = targetLapses([row]) ?? []
  return (
    <Drawer isOpen onClose={onClose} title={indicator.name} description={`${indicator.leadDepartment}牵头`}>
      <div className="goal-drawer">
        {sentences.length > 0 && (
          <ul className="goal-sentences">
            {sentences.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        )}
        {sentences.length === 0 && <p className="muted">{silence(row)}</p>}
        {lapse !== undefined && (
          <>
            <h3>原因和措施</h3>
            <StatedWords row={lapse} />
          </>
        )}
        <h3>各年目标</h3>
        <YearsTable row={row} />
        <h3>各季状态</h3>
        <ul className="goal-quarters">
          {historyQuarters(row, facts.periods)
            .toReversed()
            .map(({ period, words, tone }) => (
              <li key={period}>
                <StatusMark tone={tone} size={11} />
                {words}
              </li>
            ))}
        </ul>
        <p className="muted">各季状态按本期的目标和各季公布的数值评定。</p>
        <p className="goal-links">
          <Link to="/i/$code" params={{ code: indicator.code }} search={pageOnly}>
            指标页 →
          </Link>
          <Link
            from="/targets"
            to="."
            search={(old) => ({ ...old, dep: row.department, row: undefined, light: undefined })}
          >
            {indicator.leadDepartment}的全部目标 →
          </Link>
        </p>
      </div>
    </Drawer>
  )
}

/** Another page knows nothing of this one's filters. */
function pageOnly({ p, pub, focus }: { p?: string | undefined; pub?: string | undefined; focus?: string | undefined }) {
  return { p, pub, focus }
}

function silence({ value, state }: TargetRow): string {
  return value === null ? `本期${formatState(state)}，不作评价。` : '本期数值不足以评价。'
}

function YearsTable({ row }: { row: TargetRow }) {
  const { indicator, baseline, baselinePeriod } = row
  return (
    <table className="goal-years">
      <thead>
        <tr>
          <th scope="col">年份</th>
          <th scope="col" className="align-right">
            年末目标
          </th>
          <th scope="col" className="align-right">
            数值
          </th>
          <th scope="col">状态</th>
        </tr>
      </thead>
      <tbody>
        {baseline !== null && baselinePeriod !== null && (
          <tr>
            <th scope="row">{baselinePeriod.slice(0, 4)}年基期</th>
            <td className="align-right">—</td>
            <td className="align-right">{formatProse(baseline, indicator)}</td>
            <td>—</td>
          </tr>
        )}
        {row.years.map((year) => (
          <tr key={year.year}>
            <th scope="row">{year.year}年</th>
            <td className="align-right">{year.target === null ? '—' : formatProse(year.target, indicator)}</td>
            <td className="align-right">{year.value === null ? '—' : formatProse(year.value, indicator)}</td>
            <td>{year.light === null ? standingWords[year.standing] : <LightChip light={year.light} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
