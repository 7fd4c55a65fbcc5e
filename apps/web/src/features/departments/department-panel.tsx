import {
  carriedWords,
  dutyWords,
  figureState,
  figureText,
  milestoneWords,
  reportWords,
  standingWords,
} from '@cg/charts/page/departments'
import type {
  DepartmentFact,
  DepartmentFigure,
  DepartmentMeasure,
  DepartmentsFacts,
} from '@cg/contract/release/departments'
import { formatValue } from '@cg/domain/number/number-format'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { LightChip } from '../../charts/light-chip.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { Panel } from '../../ui/panel.tsx'

type PanelProps = {
  facts: DepartmentsFacts
  department: DepartmentFact
  isOwn: boolean
  onPassport: (indicator: string) => void
}

/** One department: its figures, each a way to its source, its tasks, what it enters and keeps. */
export function DepartmentPanel({ facts, department, isOwn, onPassport }: PanelProps) {
  const { name, indicators, leads, assists } = department
  return (
    <Panel
      title={isOwn ? `${name}（本部门）` : name}
      subtitle={`${dutyWords(department, facts.plan)}${department.reports.due === 0 ? '' : `今年${reportWords(department)}。`}`}
    >
      {indicators.length > 0 && (
        <section className="department-table" aria-label={`${name}牵头的指标`}>
          <h3 className="department-head">牵头的指标</h3>
          <DataTable
            name="department-indicators"
            caption={`${name}牵头的指标`}
            columns={figureColumns(facts, onPassport)}
            rows={indicators}
            rowKey={({ code }) => code}
            isDense
          />
        </section>
      )}
      {leads.length + assists.length > 0 && (
        <section className="department-table" aria-label={`${name}的重点任务`}>
          <h3 className="department-head">重点任务</h3>
          <DataTable
            name="department-tasks"
            caption={`${name}的重点任务`}
            columns={taskColumns}
            rows={[
              ...leads.map((measure) => ({ measure, isLead: true })),
              ...assists.map((measure) => ({ measure, isLead: false })),
            ]}
            rowKey={({ measure, isLead }) => `${isLead} ${measure.task} ${measure.name}`}
            isDense
          />
        </section>
      )}
      <Owned facts={facts} department={department} />
    </Panel>
  )
}

function figureColumns(
  { targetYear, release }: DepartmentsFacts,
  onPassport: (indicator: string) => void,
): Column<DepartmentFigure>[] {
  return [
    {
      key: 'name',
      header: '指标',
      isRowHeader: true,
      cell: ({ code, name }) => (
        <Link className="department-name" to="/i/$code" params={{ code }} search={{ pub: release.code }}>
          {name}
        </Link>
      ),
    },
    {
      key: 'value',
      header: '全市',
      align: 'right',
      cell: (figure) => (
        <>
          <button
            type="button"
            className="department-value"
            title="查看数据来路"
            onClick={() => onPassport(figure.code)}
          >
            {figureText(figure)}
          </button>
          {figure.carriedFrom !== null && <small className="department-note">{carriedWords(figure)}</small>}
        </>
      ),
    },
    {
      key: 'target',
      header: `${targetYear}年目标`,
      align: 'right',
      cell: ({ target, unit, decimals }) =>
        target === null ? <span className="muted">—</span> : `${formatValue(target, { unit, decimals })}${unit}`,
    },
    {
      key: 'light',
      header: '状态',
      cell: (figure) =>
        figure.light === null ? (
          <span className="muted">{figureState(figure)}</span>
        ) : (
          <LightChip light={figure.light} />
        ),
    },
  ]
}

type TaskRow = { readonly measure: DepartmentMeasure; readonly isLead: boolean }

const taskColumns: readonly Column<TaskRow>[] = [
  {
    key: 'name',
    header: '措施',
    isRowHeader: true,
    cell: ({ measure }) => <span className="department-name">{measure.name}</span>,
  },
  { key: 'part', header: '分工', cell: ({ measure, isLead }) => (isLead ? '牵头' : `协办（${measure.lead}牵头）`) },
  { key: 'task', header: '重点任务', cell: ({ measure }) => measure.task },
  { key: 'standing', header: '报告的进展', cell: ({ measure }) => standingWords(measure) },
  { key: 'milestones', header: '里程碑', cell: ({ measure }) => milestoneWords(measure) },
  { key: 'unmet', header: '到期未完成', cell: ({ measure }) => measure.unmet.join('；') || '—' },
]

/** What it enters and keeps, and whose figures rest on it. */
function Owned({ facts, department }: { facts: DepartmentsFacts; department: DepartmentFact }) {
  const { release } = facts
  const { items, registers, supplies, helps } = department
  const typed = items.filter(({ isTyped }) => isTyped)
  const counted = items.filter(({ isTyped }) => !isTyped)
  const pub = { pub: release.code }
  return (
    <dl className="department-owned">
      <Line term="登记的台账" isShown={registers.length > 0}>
        {joined(
          registers.map(({ code, name, records }) =>
            records === 0 ? (
              `${name}（尚无入账记录）`
            ) : (
              <Link key={code} to="/registers/$kind" params={{ kind: code }} search={pub}>
                {name}（{records}条）
              </Link>
            ),
          ),
        )}
      </Line>
      <Line term="填报的数据项" isShown={typed.length > 0}>
        {typed.map(({ name, unit }) => `${name}（${unit}）`).join('、')}
      </Line>
      <Line term="由记录得出的数据项" isShown={counted.length > 0}>
        {counted.map(({ name, unit }) => `${name}（${unit}）`).join('、')}
      </Line>
      <Line term="用到其数据的其他指标" isShown={supplies.length > 0}>
        {joined(
          supplies.map(({ code, name }) => (
            <Link key={code} to="/i/$code" params={{ code }} search={pub}>
              {name}
            </Link>
          )),
        )}
      </Line>
      <Line term="协助填报" isShown={helps.length > 0}>
        {helps.map(({ name, owner, supplies: what }) => `${name}（协助${owner}：${what}）`).join('、')}
      </Line>
    </dl>
  )
}

function Line({ term, isShown, children }: { term: string; isShown: boolean; children: ReactNode }) {
  if (!isShown) return null
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** One after the other, parted as words are. */
function joined(parts: readonly ReactNode[]): ReactNode[] {
  return parts.flatMap((part, at) => (at === 0 ? [part] : ['、', part]))
}
