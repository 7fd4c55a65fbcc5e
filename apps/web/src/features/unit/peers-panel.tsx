import type { SpineBody } from '@cg/charts/model'
import { peersOf } from '@cg/charts/page/unit'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import type { Light } from '@cg/contract/figure-schema'
import type { ResultState } from '@cg/domain/cell'
import { formatPeriod, formatResult } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { LightMark } from '../../charts/light-chip.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { Pagination } from '../../ui/pagination.tsx'
import { Panel } from '../../ui/panel.tsx'

type Cell = {
  readonly text: string
  readonly isMissing: boolean
  readonly light: Light | null
  readonly value: number | null
}
type Row = {
  readonly key: string
  readonly name: string
  readonly measured: string
  readonly cells: readonly Cell[]
}

function cellOf(facts: MatrixFacts, i: number, u: number): Cell {
  const indicator = facts.indicators[i]
  const value = facts.value[i]?.[u] ?? null
  const state: ResultState = facts.state[i]?.[u] ?? 'not_reported'
  const text = indicator === undefined ? '' : formatResult({ value, state }, indicator)
  const carried = facts.beside?.carriedFrom[i]?.[u] ?? null
  const from = carried === null ? '' : `（${formatPeriod(parsePeriod(carried), 'axis')}）`
  return { text: `${text}${from}`, isMissing: value === null, light: facts.light[i]?.[u] ?? null, value }
}

function columnOf(name: string, at: number, isOwn: boolean): Column<Row> {
  return {
    key: `${at} ${name}`,
    header: isOwn ? <b>{name}</b> : name,
    align: 'right',
    cell: ({ cells }) => {
      const cell = cells[at]
      if (cell === undefined) return ''
      return (
        <span className={cell.isMissing ? 'muted nowrap' : 'nowrap'}>
          <LightMark light={cell.light} /> {isOwn ? <b>{cell.text}</b> : cell.text}
        </span>
      )
    },
  }
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

/** Columns that a table can be read across; of a larger group so many are shown at a time. */
const [mostPeers, peersAtOnce] = [40, 20]

/** The published figures of the units of its group, for the indicators of the table above. */
export function PeersPanel({ facts, at, body }: { facts: MatrixFacts; at: number; body: SpineBody }) {
  const [part, setPart] = useState(1)
  const peers = peersOf(facts, at)
  if (peers.length === 0) return null
  const isCut = peers.length > mostPeers
  const shown = isCut ? peers.slice((part - 1) * peersAtOnce, part * peersAtOnce) : peers
  const units = [at, ...shown]
  const rows = body.rows.map((row): Row => {
    const i = facts.indicators.findIndex(({ code }) => code === row.key)
    const name = facts.indicators[i]?.name ?? row.name
    return { key: row.key, name, measured: row.measured, cells: units.map((u) => cellOf(facts, i, u)) }
  })
  const columns = [nameColumn, ...units.map((u, place) => columnOf(facts.units.shortName[u] ?? '', place, u === at))]
  return (
    <Panel
      title="同组各单位数值"
      subtitle={`${facts.units.group[at] ?? ''}共${peers.length + 1}个单位${isCut ? `，每次列${peersAtOnce}个` : ''}，均为本次发布的数值；标记为时序目标的状态`}
      className="span-12 no-print"
    >
      <DataTable
        name="peers"
        caption="同组各单位数值"
        columns={columns}
        rows={rows}
        rowKey={({ key }) => key}
        isDense
        maxHeight={460}
      />
      {isCut && <Pagination page={part} pageSize={peersAtOnce} total={peers.length} onPage={setPart} />}
    </Panel>
  )
}
