import './catalogue.css'
import type { CatalogueBoard } from '@cg/contract/catalogue-change'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ProblemPanel } from '../../../shared/problem-panel.tsx'
import { Button } from '../../../ui/button.tsx'
import { Field, TextInput } from '../../../ui/field.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { SegmentedControl } from '../../../ui/segmented.tsx'
import { Select } from '../../../ui/select.tsx'
import { EmptyState, LoadingState } from '../../../ui/states.tsx'
import { DownloadButton } from './download-button.tsx'
import { ChangeDialog } from './change-dialog.tsx'
import type { Changing } from './change-dialog.tsx'
import { DetailDialog } from './detail-dialog.tsx'
import type { RowChange } from './detail-dialog.tsx'
import { DutyDialog } from './duty-dialog.tsx'
import { Forms } from './form-table.tsx'
import { ImportButton } from './import-button.tsx'
import { usePicked } from './picked.ts'
import type { Picked } from './picked.ts'
import { ProposalPanel } from './proposal-panel.tsx'
import { catalogueQuery } from './queries.ts'
import { RowTable } from './row-table.tsx'
import { isIndicator, isUnbegun, isUsed } from './rows.ts'
import type { ListKind, ListRow } from './rows.ts'
import { SwitchDialog } from './switch-dialog.tsx'
import { UpdatePanel } from './update-panel.tsx'

/** 指标目录: what the city uses of the shipped catalogue, from when on. */
export function CatalogueView() {
  const { data, error, refetch } = useQuery(catalogueQuery)
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  return <Board data={data} />
}

function Board({ data }: { data: CatalogueBoard }) {
  const picked = usePicked()
  const [tab, setTab] = useState<Tab>('indicators')
  const [switching, setSwitching] = useState<'on' | 'off' | null>(null)
  const [opened, setOpened] = useState<ListRow | null>(null)
  const [changing, setChanging] = useState<Changing | null>(null)
  /** Codes of the items whose 协助部门 and 佐证 are being set. */
  const [assisted, setAssisted] = useState<readonly string[] | null>(null)
  const start = (row: ListRow, change: RowChange) => {
    setOpened(null)
    if (change === 'on' || change === 'off') {
      picked.only(isIndicator(row) ? 'indicators' : 'items', row.code)
      setSwitching(change)
    } else if (change === 'duty') {
      setAssisted([row.code])
    } else {
      setChanging({ row })
    }
  }
  return (
    <div className="stack">
      <UpdatePanel />
      <ProposalPanel proposals={data.proposals} />
      <div className="catalogue-head">
        <SegmentedControl label="列表" options={tabs} value={tab} onChange={setTab} />
        <DownloadButton />
        {data.mayPropose && <ImportButton data={data} />}
      </div>
      {tab === 'forms' ? (
        <Forms data={data} />
      ) : (
        <Lists
          kind={tab}
          data={data}
          picked={picked}
          onOpen={setOpened}
          onSwitch={setSwitching}
          onAdd={(kind) => setChanging({ row: null, kind })}
          onAssist={setAssisted}
        />
      )}
      {opened !== null && (
        <DetailDialog
          row={opened}
          data={data}
          onChange={data.mayPropose ? (change) => start(opened, change) : null}
          onClose={() => setOpened(null)}
        />
      )}
      {changing !== null && <ChangeDialog changing={changing} data={data} onClose={() => setChanging(null)} />}
      {assisted !== null && (
        <DutyDialog items={assisted} data={data} onProposed={picked.clear} onClose={() => setAssisted(null)} />
      )}
      {switching !== null && (
        <SwitchDialog
          isOn={switching === 'on'}
          picked={picked}
          quarters={data.quarters}
          onClose={() => setSwitching(null)}
        />
      )}
    </div>
  )
}

const tabs = [
  { value: 'indicators', label: '指标' },
  { value: 'items', label: '数据项' },
  { value: 'forms', label: '报表' },
] as const
type Tab = (typeof tabs)[number]['value']

const uses = [
  { value: '', label: '全部' },
  { value: 'on', label: '在用' },
  { value: 'off', label: '停用' },
] as const

type ListsProps = {
  readonly kind: ListKind
  readonly data: CatalogueBoard
  readonly picked: Picked
  readonly onOpen: (row: ListRow) => void
  readonly onSwitch: (to: 'on' | 'off') => void
  readonly onAdd: (kind: 'item' | 'indicator') => void
  readonly onAssist: (items: readonly string[]) => void
}

function Lists({ kind, data, picked, onOpen, ...tools }: ListsProps) {
  const [words, setWords] = useState('')
  const [department, setDepartment] = useState('')
  const [use, setUse] = useState<(typeof uses)[number]['value']>('')
  const all: readonly ListRow[] = data[kind]
  const [quarter = ''] = data.quarters
  const wanted = words.trim().toLowerCase()
  const rows = all.filter(
    (row) =>
      (department === '' || row.department === department) &&
      (use === '' || isUsed(row, quarter) === (use === 'on')) &&
      (wanted === '' || `${row.name} ${row.code}`.toLowerCase().includes(wanted)),
  )
  const departments = [...new Set(all.map((row) => row.department))]
  return (
    <Panel
      title={headOf(data)}
      subtitle="停用从某一季度起算：此后的报表不再填报、不计算、不排名、不计分；以前各季和已发布的期次保持原样。"
    >
      <div className="catalogue-search">
        <Field label="查找">
          {(control) => (
            <TextInput
              {...control}
              type="search"
              value={words}
              placeholder="名称或代码"
              onChange={(event) => setWords(event.target.value)}
            />
          )}
        </Field>
        <Field label="部门">
          {(control) => (
            <Select
              {...control}
              options={[{ value: '', label: '全部' }, ...departments.map((name) => ({ value: name, label: name }))]}
              value={department}
              onChange={setDepartment}
            />
          )}
        </Field>
        <Field label="状态">{(control) => <Select {...control} options={uses} value={use} onChange={setUse} />}</Field>
      </div>
      {data.mayPropose && <Tools picked={picked} {...tools} />}
      {rows.length === 0 ? (
        <EmptyState title="没有找到">请换一个名称，或把部门、状态选为“全部”。</EmptyState>
      ) : (
        <RowTable kind={kind} rows={rows} quarter={quarter} picked={data.mayPropose ? picked : null} onOpen={onOpen} />
      )}
    </Panel>
  )
}

function headOf({ indicators, items, quarters }: CatalogueBoard): string {
  const [quarter = ''] = quarters
  const off = (rows: readonly ListRow[]) =>
    rows.filter((row) => !isUsed(row, quarter) && !isUnbegun(row, quarter)).length
  const said = (noun: string, rows: readonly ListRow[]) => {
    const stopped = off(rows)
    return `${noun} ${rows.length} 个${stopped === 0 ? '' : `（停用 ${stopped} 个）`}`
  }
  return `${said('指标', indicators)}，${said('数据项', items)}`
}

function Tools({ picked, onSwitch, onAdd, onAssist }: Omit<ListsProps, 'kind' | 'data' | 'onOpen'>) {
  const { indicators, items, count, clear } = picked
  const words = [
    ...(indicators.length === 0 ? [] : [`${indicators.length} 个指标`]),
    ...(items.length === 0 ? [] : [`${items.length} 个数据项`]),
  ]
  return (
    <p className="catalogue-tools" role="status">
      <Button kind="primary" disabled={count === 0} onClick={() => onSwitch('off')}>
        停用所选
      </Button>
      <Button disabled={count === 0} onClick={() => onSwitch('on')}>
        恢复所选
      </Button>
      <Button disabled={items.length === 0 || indicators.length > 0} onClick={() => onAssist(items)}>
        协助部门与佐证
      </Button>
      <Button onClick={() => onAdd('indicator')}>新增指标</Button>
      <Button onClick={() => onAdd('item')}>新增数据项</Button>
      {count > 0 && (
        <Button kind="quiet" onClick={clear}>
          取消选择
        </Button>
      )}
      <span className="muted">
        {count === 0
          ? '在下面的列表中勾选要停用、恢复的指标、数据项，或要设协助部门与佐证的数据项。'
          : `已选 ${words.join('、')}`}
      </span>
    </p>
  )
}
