import './indicator.css'
import { goalWord } from '@cg/charts/ranking-rows'
import type { IndicatorFact, ValueFact } from '@cg/contract/release/fact'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import type { ReleaseHead } from '@cg/contract/release/head'
import { findClaim } from '@cg/contract/claims'
import { comparisonWords } from '@cg/domain/claim/comparison'
import { formatPeriod, formatState, formatResult, formatValue } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { LightChip, LightMark } from '../../charts/light-chip.tsx'
import { useInSlices } from '../../lib/use-in-slices.ts'
import { matrixQuery } from '../../shared/matrix.ts'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { ReleaseGate } from '../../shared/release-gate.tsx'
import { ReleaseMeta } from '../../shared/release-meta.tsx'
import { StatementHint } from '../../shared/statement-hint.tsx'
import { useTitle } from '../../shared/use-title.ts'
import { dimensionWords } from '../../shared/words.ts'
import type { DirectorySearch } from './search.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { TextInput } from '../../ui/field.tsx'
import { PageHead } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { SegmentedControl } from '../../ui/segmented.tsx'
import { Select } from '../../ui/select.tsx'
import { EmptyState, LoadingState } from '../../ui/states.tsx'

type Row = {
  indicator: IndicatorFact
  city: ValueFact
  lights: readonly MatrixFacts['light'][number][number][]
  /** 较上季提高1.8个百分点; — where nothing compares. */
  change: string
}

function changeOf({ claims }: MatrixFacts, { name }: IndicatorFact): string {
  const claim = findClaim(claims, 'change', ({ subject }) => subject === name)
  return (claim === null ? null : comparisonWords(claim.comparison, claim.format)) ?? '—'
}

const everything = 'ALL'
const lightOrder = { late: 0, near: 1, met: 2 } as const

function UnitLights({ lights }: { lights: Row['lights'] }) {
  const counts = (['met', 'near', 'late'] as const).map((light) => ({
    light,
    count: lights.filter((other) => other === light).length,
  }))
  if (counts.every(({ count }) => count === 0)) return <span className="muted">—</span>
  return (
    <span className="unit-lights">
      {counts.map(({ light, count }) => (
        <span key={light} className={count === 0 ? 'muted' : ''}>
          <LightMark light={light} /> {count}
        </span>
      ))}
    </span>
  )
}

const columns: readonly Column<Row>[] = [
  {
    key: 'name',
    header: '指标',
    isRowHeader: true,
    cell: ({ indicator }) => (
      <Link to="/i/$code" params={{ code: indicator.code }}>
        {indicator.name}
      </Link>
    ),
  },
  {
    key: 'value',
    header: '全市',
    align: 'right',
    cell: ({ indicator, city }) => (
      <b>{city.value === null ? formatState(city.state) : formatResult(city, indicator)}</b>
    ),
  },
  { key: 'unit', header: '单位', cell: ({ indicator }) => <span className="nowrap">{indicator.unit}</span> },
  {
    key: 'target',
    header: '年度目标',
    align: 'right',
    cell: ({ indicator, city }) =>
      city.target === null ? <span className="muted">—</span> : formatValue(city.target, indicator),
  },
  {
    key: 'expected',
    header: goalWord,
    align: 'right',
    cell: ({ indicator, city }) =>
      city.expected === null ? <span className="muted">—</span> : formatValue(city.expected, indicator),
  },
  {
    key: 'light',
    header: '状态',
    sortValue: ({ city }) => (city.light === null ? null : lightOrder[city.light]),
    cell: ({ city }) => <LightChip light={city.light} state={city.state} />,
  },
  {
    key: 'change',
    header: '变化',
    cell: ({ change }) => <span className="nowrap">{change}</span>,
  },
  { key: 'units', header: '区县：达标 临近 滞后', cell: ({ lights }) => <UnitLights lights={lights} /> },
  {
    key: 'lead',
    header: '牵头部门',
    cell: ({ indicator }) => <span className="nowrap">{indicator.leadDepartment}</span>,
  },
]

/** 指标一览: every indicator of the release with the city's figure. */
export function DirectoryPage() {
  useTitle('指标')
  return <ReleaseGate>{(head) => <Directory head={head} />}</ReleaseGate>
}

function Directory({ head }: { head: ReleaseHead }) {
  const { data: answer, error, isPlaceholderData, refetch } = useQuery(matrixQuery(head.code))
  const data = useInSlices(answer)
  const { dim, q, lead } = useSearch({ from: '/signed-in/i' })
  const navigate = useNavigate({ from: '/i' })
  // The box keeps what is typed, since an input method composes in it; the link follows.
  const [words, setWords] = useState(q ?? '')
  const change = (part: DirectorySearch) => void navigate({ search: (old) => ({ ...old, ...part }), replace: true })
  if (error) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (!data) return <LoadingState />
  const rows = data.indicators
    .map((indicator, at): Row | null => {
      const city = data.city[at]
      return city ? { indicator, city, lights: data.light[at] ?? [], change: changeOf(data, indicator) } : null
    })
    .filter((row) => row !== null)
  const dimensions = [...new Set(data.indicators.map((indicator) => indicator.dimension))]
  const dimension = dimensions.find((one) => one === dim) ?? everything
  const departments = [...new Set(data.indicators.map((indicator) => indicator.leadDepartment))]
  const chosenLead = departments.find((name) => name === lead)
  const shown = rows.filter(
    ({ indicator }) =>
      (chosenLead === undefined || indicator.leadDepartment === chosenLead) &&
      (dimension === everything || indicator.dimension === dimension) &&
      indicator.name.includes(words.trim()),
  )
  return (
    <div className="print-wide">
      <PageHead
        title="指标一览"
        subtitle={`${formatPeriod(parsePeriod(data.release.period))}，共 ${rows.length} 项，其中考核指标 ${rows.filter(({ indicator }) => indicator.isAssessed).length} 项`}
        meta={<ReleaseMeta head={data.release} />}
      />
      <p className="no-print">
        <Link to="/denominators">分母台账：各项比率用哪些分母、各单位各季度的数 →</Link>
      </p>
      <StatementHint />
      <div className="directory-controls no-print">
        <SegmentedControl
          label="维度"
          value={dimension}
          onChange={(next) => change({ dim: next === everything ? undefined : next })}
          options={[
            { value: everything, label: '全部' },
            ...dimensions.map((code) => ({ value: code, label: dimensionWords[code] ?? code })),
          ]}
        />
        <LeadSelect names={departments} chosen={chosenLead} onChange={(name) => change({ lead: name })} />
        <TextInput
          type="search"
          aria-label="按名称筛选"
          placeholder="按名称筛选"
          className="directory-filter"
          value={words}
          onChange={(event) => {
            setWords(event.target.value)
            change({ q: event.target.value.trim() || undefined })
          }}
        />
      </div>
      {lead !== undefined && chosenLead === undefined && <UnknownLead name={lead} />}
      <Panel
        className="panel-long"
        title={dimension === everything ? '全部指标' : (dimensionWords[dimension] ?? dimension)}
        subtitle={`${shown.length} 项，点指标名称查看走势、区县与口径`}
        isStale={isPlaceholderData}
      >
        <DataTable
          name="directory"
          caption="指标一览"
          columns={columns}
          rows={shown}
          rowKey={({ indicator }) => indicator.code}
          empty={<EmptyState title={words === '' ? '没有符合条件的指标' : `没有名称含“${words}”的指标`} />}
        />
      </Panel>
    </div>
  )
}

type LeadProps = {
  names: readonly string[]
  chosen: string | undefined
  onChange: (name: string | undefined) => void
}

function LeadSelect({ names, chosen, onChange }: LeadProps) {
  return (
    <Select
      caption="牵头部门"
      value={chosen ?? ''}
      options={[{ value: '', label: '全部部门' }, ...names.map((name) => ({ value: name, label: name }))]}
      onChange={(name) => onChange(name === '' ? undefined : name)}
    />
  )
}

function UnknownLead({ name }: { name: string }) {
  return (
    <p className="directory-note" role="note">
      本期没有由“{name}”牵头的指标，已列出全部部门的指标。
    </p>
  )
}
