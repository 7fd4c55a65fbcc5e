import { formatDateTime, formatShare } from '@cg/domain/number/number-format'
import type { PrecheckReport } from '@cg/contract/publish'
import { Link } from '@tanstack/react-router'
import { StatusMark } from '../../ui/status-chip.tsx'
import { ClosingList } from './closing-list.tsx'
import { DifferenceClaims, differenceTitle } from './difference-claims.tsx'
import { FigureDifferences } from './difference-table.tsx'

/** What stands against publishing, and what would change. */
export function Precheck({ report }: { report: PrecheckReport }) {
  const { forms, coverage, undecidedExplanations, statements, obstacles, difference, checking } = report
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
        <li>
          <StatusMark tone={checkingTone(checking)} />
          <span>
            {checkingWords(checking)}{' '}
            <Link to="/check" search={{ quarter: report.preview.head.period }}>
              核对记录 →
            </Link>
          </span>
        </li>
        {report.setupFindings.map((words) => (
          <li key={words}>
            <StatusMark tone="near" />
            {words}；不影响发布
          </li>
        ))}
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

function checkingTone(checking: PrecheckReport['checking']): 'good' | 'near' | 'late' {
  if (checking === null) return 'near'
  const { isOpen, waiting, confirmed, units, stale, isPreparedAfter } = checking
  if (isOpen || waiting > 0) return 'late'
  return confirmed === units && stale === 0 && isPreparedAfter ? 'good' : 'near'
}

/** 区县核对 11月25日 18:00 已结束，12 个单位中 10 个确认无误；异议 3 条，成立 1 条、不成立 2 条；试看在核对结束后生成. */
function checkingWords(checking: PrecheckReport['checking']): string {
  if (checking === null) return '本季没有开区县核对；不影响发布'
  const { isOpen, closesAt, units, confirmed, stale, waiting, upheld, refused, withdrawn, isPreparedAfter } = checking
  const all = waiting + upheld + refused + withdrawn
  const answers = [
    waiting > 0 ? `待答复 ${waiting} 条` : '',
    upheld > 0 ? `成立 ${upheld} 条` : '',
    refused > 0 ? `不成立 ${refused} 条` : '',
    withdrawn > 0 ? `撤回 ${withdrawn} 条` : '',
  ]
  return [
    isOpen ? `区县核对进行中，到 ${formatDateTime(closesAt)}` : `区县核对已于 ${formatDateTime(closesAt)} 结束`,
    `，${units} 个单位中 ${confirmed} 个确认无误`,
    stale > 0 ? `（其中 ${stale} 个在确认后数字有改动）` : '',
    all === 0 ? '；没有异议' : `；异议 ${all} 条：${answers.filter(Boolean).join('、')}`,
    isOpen
      ? ''
      : isPreparedAfter
        ? '；试看在核对结束后生成'
        : '；试看在核对结束前生成，核对中的改动以重新生成的试看为准',
  ].join('')
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
