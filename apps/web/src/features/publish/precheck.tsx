import { formatShare } from '@cg/domain/number/number-format'
import type { PrecheckReport } from '@cg/contract/publish'
import { Link } from '@tanstack/react-router'
import { StatusMark } from '../../ui/status-chip.tsx'
import { ClosingList } from './closing-list.tsx'
import { DifferenceClaims, differenceTitle } from './difference-claims.tsx'
import { FigureDifferences } from './difference-table.tsx'

/** What stands against publishing, and what would change. */
export function Precheck({ report }: { report: PrecheckReport }) {
  const { forms, coverage, undecidedExplanations, statements, obstacles, difference } = report
  const unstated = statements.submitted + statements.returned + statements.unwritten
  return (
    <>
      <ul className="precheck">
        <li>
          <StatusMark tone={forms.accepted === forms.due ? 'good' : 'near'} />
          报表通过 {forms.accepted} / {forms.due}
          {forms.late > 0 && `，迟报 ${forms.late}`}
        </li>
        <li>
          <StatusMark tone={coverage === null || coverage < 0.9 ? 'near' : 'good'} />
          指标覆盖 {coverage === null ? '—' : formatShare(coverage)}
        </li>
        <li>
          <StatusMark tone={undecidedExplanations.length === 0 ? 'good' : 'near'} />
          未决的校验说明 {undecidedExplanations.length} 条
        </li>
        <li>
          <StatusMark tone={report.isStale ? 'late' : 'good'} />
          {report.isStale ? '生成后数据有变化，请重新生成' : '与当前数据一致'}
        </li>
        <li>
          <StatusMark tone={unstated === 0 ? 'good' : 'near'} />
          <span>
            {statedWords(statements)}{' '}
            <Link to="/statements" search={{ quarter: report.preview.head.period }}>
              查看说明 →
            </Link>
          </span>
        </li>
      </ul>
      {report.changes.length > 0 && <Changes changes={report.changes} />}
      {obstacles.length > 0 && (
        <ul className="publish-obstacles">
          {obstacles.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      )}
      <ClosingList closing={report.closing} />
      {report.unreadable !== null && (
        <p className="publish-unreadable">与上次发布的差异未能列出：{report.unreadable}</p>
      )}
      {difference !== null && (
        <details className="publish-difference" open>
          <summary>{differenceTitle(difference)}</summary>
          <DifferenceClaims difference={difference} />
          <FigureDifferences difference={difference} toName="试看" />
          <p className="no-print">
            <Link to="/releases/difference" search={{ from: difference.from.code, to: difference.to.code }}>
              按数值、位次、灯查看差异并导出 →
            </Link>
          </p>
        </details>
      )}
    </>
  )
}

/** 滞后、未报12项，原因和措施已采纳7项，3项待审核、1项已退回、1项未写；不影响发布. */
function statedWords({ accepted, submitted, returned, unwritten }: PrecheckReport['statements']): string {
  const all = accepted + submitted + returned + unwritten
  if (all === 0) return '没有滞后和未报的数值'
  if (accepted === all) return `滞后、未报 ${all} 项，原因和措施均已采纳`
  const open = [
    submitted > 0 ? `${submitted} 项待审核` : '',
    returned > 0 ? `${returned} 项已退回` : '',
    unwritten > 0 ? `${unwritten} 项未写` : '',
  ]
  return `滞后、未报 ${all} 项，原因和措施已采纳 ${accepted} 项，${open.filter(Boolean).join('、')}；不影响发布，未采纳的注明“牵头部门未说明”`
}

/** What changed since a preview was prepared. */
export function Changes({ changes }: { changes: readonly string[] }) {
  return (
    <div>
      <p>生成试看以后：</p>
      <ul className="publish-changes">
        {changes.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </div>
  )
}
