import { townPlace, townsBuilt, townsLegend } from '@cg/charts/page/unit'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import type { ProfileFacts, TownFacts } from '@cg/contract/release/profile'
import { formatResult, spokenUnit } from '@cg/domain/number/number-format'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { ChartPanel } from '../../charts/chart-panel.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Select } from '../../ui/select.tsx'
import { EmptyState } from '../../ui/states.tsx'

type PanelProps = { facts: MatrixFacts; profile: ProfileFacts; towns: TownFacts; unitName: string }

/** The unit's own towns: who leads among them by one indicator, and what each reported. */
export function TownsPanel({ facts, profile, towns, unitName }: PanelProps) {
  return (
    <>
      <TownsRanking facts={facts} profile={profile} towns={towns} unitName={unitName} />
      <TownsTable facts={facts} towns={towns} unitName={unitName} />
    </>
  )
}

/** Of a release that ranked no towns there is nothing here: the table below says so. */
function TownsRanking({ facts, profile, towns, unitName }: PanelProps) {
  const { town } = useSearch({ from: '/signed-in/u/$unit' })
  const navigate = useNavigate({ from: '/u/$unit' })
  const rankings = towns.rankings ?? []
  const first = rankings.find(({ notRanked }) => notRanked === null) ?? rankings[0]
  const shown = rankings.find(({ measure }) => measure.code === town) ?? first
  const code = shown?.measure.code
  const built = useMemo(() => (code === undefined ? null : townsBuilt(profile, code)), [profile, code])
  if (built === null || code === undefined) return null
  const controls = (
    <Select
      aria-label="乡镇街道的指标"
      className="select-small"
      value={code}
      options={rankings.map(({ measure }) => ({ value: measure.code, label: measure.name }))}
      onChange={(next) => void navigate({ search: (old) => ({ ...old, town: next }), replace: true })}
    />
  )
  if (!('model' in built))
    return (
      <Panel title={`${unitName}各乡镇街道`} className="span-12 no-print" controls={controls}>
        <EmptyState title="本期不能这样看">{built.refusal}</EmptyState>
      </Panel>
    )
  return (
    <ChartPanel
      head={facts.release}
      spec={built.spec}
      model={built.model}
      className="span-12 no-print"
      controls={controls}
    />
  )
}

type Cell = { readonly text: string; readonly place: string; readonly isMissing: boolean }
type Row = {
  readonly key: string
  readonly name: string
  readonly measured: string
  readonly cells: readonly Cell[]
}

const nameColumn: Column<Row> = {
  key: 'name',
  header: '指标',
  isRowHeader: true,
  cell: ({ key, name, measured }) => (
    <>
      <Link to="/i/$code" params={{ code: key }}>
        {name}
      </Link>{' '}
      <span className="muted">{measured}</span>
    </>
  ),
}

function townColumn(name: string, at: number): Column<Row> {
  return {
    key: `${at} ${name}`,
    header: name,
    align: 'right',
    cell: ({ cells }) => {
      const cell = cells[at]
      if (cell === undefined) return ''
      return (
        <span className={cell.isMissing ? 'muted nowrap' : 'nowrap'}>
          {cell.text}
          {cell.place !== '' && <span className="unit-town-place">{cell.place}</span>}
        </span>
      )
    },
  }
}

function TownsTable({ facts, towns, unitName }: Omit<PanelProps, 'profile'>) {
  const rows = towns.indicators.flatMap((code, i): Row[] => {
    const indicator = facts.indicators.find((one) => one.code === code)
    if (indicator === undefined) return []
    const cells = towns.name.map((_, at): Cell => {
      const value = towns.value[i]?.[at] ?? null
      const state = towns.state[i]?.[at] ?? 'not_reported'
      return {
        text: formatResult({ value, state }, indicator),
        place: townPlace(towns, i, at),
        isMissing: value === null,
      }
    })
    return [{ key: code, name: indicator.name, measured: spokenUnit(indicator.unit), cells }]
  })
  return (
    <Panel
      title="所辖乡镇街道"
      subtitle={`${unitName}自行报送的乡镇街道。${townsLegend(towns, unitName)}`}
      className="span-12 no-print"
    >
      <DataTable
        name="towns"
        caption="所辖乡镇街道数值"
        columns={[nameColumn, ...towns.name.map(townColumn)]}
        rows={rows}
        rowKey={({ key }) => key}
        isDense
        maxHeight={460}
      />
    </Panel>
  )
}
