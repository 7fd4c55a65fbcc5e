import './review.css'
import type { Contact } from '@cg/contract/liaison'
import type { ReviewMatrix, ReviewQueue } from '@cg/contract/review'
import { formatDateTime, formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { formatSubmissionState } from '@cg/domain/form/submission'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { contactWords } from '../../shared/liaison.tsx'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { hasCityRole, useMe } from '../../shared/session.ts'
import { StatementsToDecide } from '../../shared/statement-hint.tsx'
import { ProvisionalChip } from '../../shared/provisional-chip.tsx'
import { SubmissionChip } from '../../shared/submission-chip.tsx'
import { timeLeft } from '../../shared/time-left.ts'
import { useTitle } from '../../shared/use-title.ts'
import { PageHead } from '../../ui/page.tsx'
import { SegmentedControl } from '../../ui/segmented.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { QualityView } from './quality-view.tsx'
import { QuarterChoice } from './quarter-choice.tsx'
import { Queue } from './queue-view.tsx'
import { matrixQuery, queueQuery } from './queries.ts'
import { RemindersView } from './reminders-view.tsx'
import { reviewSearch } from './search.ts'
import type { ReviewView } from './search.ts'

const views = [
  { value: 'queue', label: '审核队列' },
  { value: 'matrix', label: '报送进度' },
  { value: 'reminders', label: '催报' },
  { value: 'quality', label: '报送质量' },
] as const

/** Who reported what, what waits for review, who must be reminded. */
export function ReviewPage() {
  useTitle('审核')
  const { list: view = 'queue', quarter, reporter } = reviewSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const setView = (next: ReviewView) => void navigate({ to: '/review', search: { list: next, quarter: undefined } })
  const queue = useQuery(queueQuery)
  const mayCompare = hasCityRole(useMe(), 'reviewer', 'publisher')
  if (queue.error !== null && queue.data === undefined)
    return <ProblemPanel error={queue.error} onRetry={() => void queue.refetch()} />
  if (queue.data === undefined) return <LoadingState />
  const done = queue.data.counts
    .filter((one) => one.state === 'accepted' || one.state === 'locked')
    .reduce((sum, one) => sum + one.count, 0)
  const waiting = queue.data.items.filter((one) =>
    one.allowedActions.some((action) => action === 'accept' || action === 'check'),
  ).length
  return (
    <div className="print-wide">
      <PageHead
        title={
          waiting > 0
            ? `${waiting} 张表待审核，${formatPeriod(parsePeriod(queue.data.period))}已通过 ${done} / ${queue.data.due}`
            : `没有待审核的表，已通过 ${done} / ${queue.data.due}`
        }
        subtitle={[
          ...queue.data.counts
            .filter(({ count }) => count > 0)
            .map((one) => `${formatSubmissionState(one.state)} ${one.count}`),
          ...(queue.data.leftOut > 0 ? [`未入本期发布 ${queue.data.leftOut}`] : []),
          ...stepWords(queue.data),
        ].join(' · ')}
        meta={
          <>
            {mayCompare && <Link to="/conflicts">数据比对 →</Link>} <Link to="/rules">校验规则 →</Link>{' '}
            <Link to="/check">区县核对 →</Link> <Link to="/appraisals">定性评分 →</Link>{' '}
            <Link to="/registers">台账 →</Link> <Link to="/tasks">重点任务 →</Link> <Link to="/follow-ups">督办 →</Link>
          </>
        }
      />
      <div
        className="review-progress"
        role="progressbar"
        aria-label="本季审核进度"
        aria-valuemin={0}
        aria-valuemax={queue.data.due}
        aria-valuenow={done}
      >
        <span style={{ width: `${queue.data.due === 0 ? 0 : (100 * done) / queue.data.due}%` }} />
      </div>
      <StatementsToDecide />
      <SegmentedControl label="视图" options={views} value={view} onChange={setView} />
      <div className="review-view">
        {view === 'queue' && (
          <Queue queue={queue.data} reporter={reporter ?? null} onReminders={() => setView('reminders')} />
        )}
        {view === 'matrix' && <MatrixView quarter={quarter ?? null} />}
        {view === 'reminders' && <RemindersView />}
        {view === 'quality' && <QualityView quarter={quarter ?? null} />}
      </div>
    </div>
  )
}

/** The dates that the calendar sets to the office. */
function stepWords({ reviewBy, publishBy, serverTime }: ReviewQueue): string[] {
  return [
    ...(reviewBy === null ? [] : [`审核截止 ${formatDateTime(reviewBy)}（${timeLeft(reviewBy, serverTime)}）`]),
    ...(publishBy === null ? [] : [`计划 ${formatDateTime(publishBy)} 发布`]),
  ]
}

function MatrixView({ quarter }: { quarter: string | null }) {
  const { data, error, refetch } = useQuery(matrixQuery(quarter))
  if (error !== null) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  return (
    <>
      <QuarterChoice shown={data.period} view="matrix">
        已发布季度的表可以打开后选格更正
      </QuarterChoice>
      <Matrix matrix={data} kind="department" title="部门填报" />
      <Matrix matrix={data} kind="unit" title="区县填报" />
    </>
  )
}

/** Reporters down, forms across; each cell says its state by shape and word. */
function Matrix({ matrix, kind, title }: { matrix: ReviewMatrix; kind: 'department' | 'unit'; title: string }) {
  const reporters = matrix.reporters.filter((one) => one.kind === kind)
  const codes = new Set(reporters.map((one) => one.code))
  const cells = matrix.cells.filter((cell) => codes.has(cell.reporter))
  const forms = matrix.forms.filter((form) => cells.some((cell) => cell.form === form.code))
  if (forms.length === 0) return null
  if (kind === 'department')
    return (
      <section className="review-section">
        <h2>{title}</h2>
        <ul className="matrix-list">
          {reporters.map((reporter) => (
            <li key={reporter.code}>
              <b>
                {reporter.name}
                <ContactWords contact={reporter.contact} />
              </b>
              {cells
                .filter((cell) => cell.reporter === reporter.code)
                .map((cell) => (
                  <MatrixLink
                    key={cell.form}
                    matrix={matrix}
                    cell={cell}
                    name={forms.find((form) => form.code === cell.form)?.name ?? cell.form}
                  />
                ))}
            </li>
          ))}
        </ul>
      </section>
    )
  return (
    <section className="review-section">
      <h2>{title}</h2>
      <div className="matrix-frame">
        <table className="matrix">
          <thead>
            <tr>
              <th scope="col">区县</th>
              {forms.map((form) => (
                <th key={form.code} scope="col">
                  {form.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {reporters.map((reporter) => (
              <tr key={reporter.code}>
                <th scope="row">
                  {reporter.name}
                  <ContactWords contact={reporter.contact} />
                </th>
                {forms.map((form) => {
                  const cell = cells.find((one) => one.form === form.code && one.reporter === reporter.code)
                  return (
                    <td key={form.code}>
                      {cell === undefined ? (
                        <span className="muted">不填报</span>
                      ) : (
                        <MatrixLink matrix={matrix} cell={cell} name={null} />
                      )}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function MatrixLink({
  matrix,
  cell,
  name,
}: {
  matrix: ReviewMatrix
  cell: ReviewMatrix['cells'][number]
  name: string | null
}) {
  if (cell.submittedAt === null)
    return (
      <span
        className="matrix-link"
        title={`已填 ${cell.filled}/${cell.total}，${cell.isLeftOut ? '因发布关闭；需要补报的，在“催报”中准予' : '报送后可以查看'}`}
      >
        {name !== null && <span>{name}</span>}
        <CellChip cell={cell} />
      </span>
    )
  return (
    <Link
      className="matrix-link"
      to="/review/$period/$form/$reporter"
      params={{ period: matrix.period, form: cell.form, reporter: cell.reporter }}
      title={`${cell.submittedBy ?? ''} ${formatDateTime(cell.submittedAt)}`}
    >
      {name !== null && <span>{name}</span>}
      <CellChip cell={cell} />
    </Link>
  )
}

/** 联络员 of a reporter, under its name. */
function ContactWords({ contact }: { contact: Contact | null }) {
  if (contact === null) return null
  return <span className="matrix-contact">{contactWords(contact)}</span>
}

function CellChip({ cell }: { cell: ReviewMatrix['cells'][number] }) {
  if (cell.isLeftOut) return <StatusChip tone="na">未入本期发布</StatusChip>
  return (
    <>
      <SubmissionChip state={cell.state} step={cell.signOffStep} isOverdue={cell.isOverdue} />
      <ProvisionalChip finalBy={cell.finalBy} />
    </>
  )
}
