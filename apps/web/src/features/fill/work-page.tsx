import './fill.css'
import type { WorkItem } from '@cg/contract/entry'
import { formatDateTime, formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { hasRole, useMe } from '../../shared/session.ts'
import { StatementHint } from '../../shared/statement-hint.tsx'
import { ProvisionalChip } from '../../shared/provisional-chip.tsx'
import { SubmissionChip } from '../../shared/submission-chip.tsx'
import { useTitle } from '../../shared/use-title.ts'
import { PageHead } from '../../ui/page.tsx'
import { EmptyState, LoadingState } from '../../ui/states.tsx'
import { Assists } from './assists.tsx'
import { OwnLiaisons } from './own-liaisons.tsx'
import { workQuery } from './queries.ts'
import { timeLeft } from '../../shared/time-left.ts'

/** What I owe, by when, in what state (A5). */
export function WorkPage() {
  useTitle('填报')
  const me = useMe()
  // Who neither checks nor signs inside a unit is told of forms to fill, or that there are none.
  const fills = hasRole(me, 'filler') || !hasRole(me, 'unit_checker', 'unit_head')
  const isOfDepartment = me.grants.some(({ role, department }) => role === 'filler' && department !== null)
  const { data, error, refetch } = useQuery(workQuery)
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  const open = data.owed.filter(
    (item) =>
      item.signOffStep === null && item.allowedActions.some((action) => action === 'save' || action === 'submit'),
  )
  const shut = data.owed.filter((item) => item.leftOutOf !== null)
  const inside = data.owed.filter((item) => item.signOffStep !== null && item.leftOutOf === null)
  const rest = data.owed.filter((item) => ![open, shut, inside].some((list) => list.includes(item)))
  return (
    <>
      <PageHead
        title={headline(open, data.toSign, fills)}
        subtitle={subtitle([...open, ...data.toSign], data.serverTime)}
        meta={
          <>
            <Link to="/tasks">重点任务 →</Link> {isOfDepartment && <Link to="/registers">台账 →</Link>}
          </>
        }
      />
      <StatementHint />
      {data.owed.length + data.toCheck.length + data.toSign.length === 0 && <NothingToDo fills={fills} />}
      {data.excused.map((line) => (
        <p key={line} className="muted">
          {line}
        </p>
      ))}
      <Cards title="待填报" items={open} serverTime={data.serverTime} />
      <Assists />
      <Cards
        title="待本人审核或签发"
        note="单位内部审签：单位审核人同意后转单位负责人，签发后才报送产改办。"
        items={data.toSign}
        serverTime={data.serverTime}
      />
      <Cards title="待本部门审核" items={data.toCheck} serverTime={data.serverTime} to="review" />
      <Cards
        title="单位内部审签中"
        note="还没有报送产改办，按签发报送的时间计是否按时。需要修改的，打开后取回。"
        items={inside.filter((item) => !data.toSign.some((one) => isSameForm(one, item)))}
        serverTime={data.serverTime}
      />
      <Cards
        title="未入发布"
        note="所在季度发布时没有计入，已经关闭。确需补报的，请向产改办说明原因，由产改办准予后继续填报。"
        items={shut}
        serverTime={data.serverTime}
      />
      <Cards title="已提交与已通过" items={rest} serverTime={data.serverTime} />
      <OwnLiaisons />
    </>
  )
}

function isSameForm(one: WorkItem, other: WorkItem): boolean {
  return one.period === other.period && one.form === other.form && one.reporter === other.reporter
}

function NothingToDo({ fills }: { fills: boolean }) {
  if (!fills)
    return (
      <EmptyState title="没有待您审核或签发的表">
        填报人提请内部审核、单位审核人同意后，报表会分别出现在这里，也会在“消息”里提醒。
      </EmptyState>
    )
  return <EmptyState title="本季您单位没有待填报表">如应由您填报，请联系市产改办核对账号的授权范围。</EmptyState>
}

function headline(open: readonly WorkItem[], toSign: readonly WorkItem[], fills: boolean): string {
  if (!fills && toSign.length === 0) return '没有待您审核或签发的表'
  if (open.length === 0 && toSign.length > 0) return `有 ${toSign.length} 张表待您审核或签发`
  const overdue = open.filter((item) => item.isOverdue).length
  const returned = open.filter((item) => item.state === 'returned').length
  if (open.length === 0) return '本季没有待填的表'
  const parts = [overdue > 0 ? `${overdue} 张已逾期` : '', returned > 0 ? `${returned} 张被退回` : ''].filter(Boolean)
  return `本季待填 ${open.length} 张表${parts.length === 0 ? '' : `，其中${parts.join('、')}`}`
}

function subtitle(open: readonly WorkItem[], serverTime: string): string {
  const next = open
    .map((item) => item.dueAt)
    .filter((dueAt) => Date.parse(dueAt) > Date.parse(serverTime))
    .toSorted()[0]
  const period = open[0]?.period
  if (period === undefined) return ''
  if (next === undefined) return formatPeriod(parsePeriod(period))
  return `${formatPeriod(parsePeriod(period))} · 截止 ${formatDateTime(next)}（${timeLeft(next, serverTime)}）`
}

function Cards({
  title,
  note,
  items,
  serverTime,
  to = 'fill',
}: {
  title: string
  note?: string
  items: readonly WorkItem[]
  serverTime: string
  to?: 'fill' | 'review'
}) {
  if (items.length === 0) return null
  return (
    <section className="work">
      <h2>{title}</h2>
      {note !== undefined && <p className="work-note">{note}</p>}
      <ul className="work-list">
        {items.map((item) => (
          <li key={`${item.period}|${item.form}|${item.reporter}`}>
            <Link
              className="work-card"
              to={to === 'fill' ? '/fill/$period/$form/$reporter' : '/review/$period/$form/$reporter'}
              params={{ period: item.period, form: item.form, reporter: item.reporter }}
            >
              <span className="work-name">{item.formName}</span>
              <SubmissionChip state={item.state} step={item.signOffStep} isOverdue={item.isOverdue} />
              <span className="work-reporter">
                {item.reporterName} <ProvisionalChip finalBy={item.finalBy} />
              </span>
              <Progress filled={item.filled} total={item.total} />
              <span className="work-facts">
                {item.filled}/{item.total} 格{item.returned > 0 && <b> · 退回 {item.returned} 格</b>}
                {item.blocking > 0 && <b> · 强制性 {item.blocking} 处</b>}
                {item.unexplained > 0 && <span> · 待说明 {item.unexplained} 处</span>}
                {item.openThreads > 0 && <span> · 问答 {item.openThreads} 条未办结</span>}
              </span>
              <span className="work-due">
                {item.leftOutOf !== null ? (
                  <span className="nowrap">
                    {formatPeriod(parsePeriod(item.period))} · {item.leftOutOf} 未计入
                  </span>
                ) : item.submittedAt === null || item.signOffStep !== null ? (
                  <>
                    <span className="nowrap">
                      {item.isExtended ? '延期至' : '截止'} {formatDateTime(item.dueAt)}
                    </span>{' '}
                    <span className="nowrap">{timeLeft(item.dueAt, serverTime)}</span>
                  </>
                ) : to === 'review' && item.checkBy !== null ? (
                  <>
                    <span className="nowrap">请于 {formatDateTime(item.checkBy)} 前审核</span>{' '}
                    <span className="nowrap">{timeLeft(item.checkBy, serverTime)}</span>
                  </>
                ) : (
                  <>
                    <span className="nowrap">提交于 {formatDateTime(item.submittedAt)}</span>{' '}
                    {item.receiptNo !== null && <span className="nowrap">回执 {item.receiptNo}</span>}
                  </>
                )}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Progress({ filled, total }: { filled: number; total: number }) {
  return (
    <span className="work-progress" aria-hidden="true">
      <span style={{ width: `${total === 0 ? 0 : (100 * filled) / total}%` }} />
    </span>
  )
}
