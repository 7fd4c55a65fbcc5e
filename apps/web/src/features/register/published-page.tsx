import './register.css'
import { chosenRecords, countsInCity } from '@cg/contract/release/register'
import type { RegisterFacts, RegisterFilter } from '@cg/contract/release/register'
import type { ReleaseHead } from '@cg/contract/release/head'
import { formatPeriod, formatState, formatValue } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { useState } from 'react'
import { ApiError } from '../../lib/api.ts'
import { EmptyPage } from '../../shared/empty-page.tsx'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { frozenRegisterQuery, takeRegister } from '../../shared/registers.ts'
import { ReleaseGate } from '../../shared/release-gate.tsx'
import { ReleaseMeta } from '../../shared/release-meta.tsx'
import { useDownload } from '../../shared/use-download.ts'
import { useTitle } from '../../shared/use-title.ts'
import { WholeWords } from '../../shared/whole-words.tsx'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { PageFoot, PageHead } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Select } from '../../ui/select.tsx'
import { EmptyState, LoadingState } from '../../ui/states.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import { valueText } from './words.ts'

/** A register as a release froze it: how many where, and which. */
export function PublishedRegister({ code }: { code: string }) {
  return <ReleaseGate>{(head) => <Published head={head} code={code} />}</ReleaseGate>
}

function Published({ head, code }: { head: ReleaseHead; code: string }) {
  // A way that leads to the records of one unit names it behind the address.
  const { hash } = useLocation()
  const [filter, setFilter] = useState<RegisterFilter>({ unit: hash })
  const { data, error, refetch } = useQuery(frozenRegisterQuery(head.code, code))
  useTitle(data === undefined ? '台账' : `${data.kind.name}台账`)
  if (error instanceof ApiError && error.code === 'not_found')
    return (
      <EmptyPage head={head} title="这次发布没有这个台账" action={<Link to="/registers">全部台账</Link>}>
        发布那一季它还没有用于报表计数，或者链接有误。可以换一个季度查看。
      </EmptyPage>
    )
  if (error !== null) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  return (
    <>
      <PageHead
        title={<WholeWords text={headline(data)} words={data.release.unbroken} />}
        subtitle={data.kind.definition}
        meta={
          <>
            <ReleaseMeta head={data.release} />
            <Link className="no-print" to="/registers" search={(old) => ({ p: old.p, pub: old.pub })}>
              全部台账
            </Link>
          </>
        }
      />
      <div className="stack">
        <CountPanel facts={data} filter={filter} onFilter={setFilter} />
        <ListPanel facts={data} filter={filter} onFilter={setFilter} />
      </div>
      <PageFoot notes={[`数据来源：${data.kind.departmentName}登记、市产改办审核入账的台账。`, ...notesOf(data)]} />
    </>
  )
}

/** 创新案例台账：全市获评全总、省总创新案例数（累计）14项. The first of what the records amount to; the table has them all. */
function headline({ kind, items }: RegisterFacts): string {
  const [first] = items
  if (first === undefined) return `${kind.name}台账`
  return `${kind.name}台账：全市${first.name}${formatValue(first.records, first)}${first.unit}`
}

const nameIn = (units: RegisterFacts['units'], code: string): string =>
  units.find((unit) => unit.code === code)?.name ?? code

function notesOf({ kind, units, items }: RegisterFacts): string[] {
  const inside = units.flatMap(({ name, holder }) =>
    holder === undefined ? [] : [`${name}的记录同时计入${nameIn(units, holder)}，全市只计一次。`],
  )
  const apart = units.filter(({ isApart, holder }) => isApart && holder === undefined).map(({ name }) => name)
  return [
    ...items.map(({ name, words }) => `${name} = ${words}。`),
    ...inside,
    ...(apart.length === 0 ? [] : [`${apart.join('、')}的记录不计入全市。`]),
    ...(kind.isNamed ? ['记录涉及个人，发布不含姓名等文字。'] : []),
  ]
}

type PanelProps = { facts: RegisterFacts; filter: RegisterFilter; onFilter: (filter: RegisterFilter) => void }

const all = ''

type UnitRow = RegisterFacts['units'][number] & { readonly at: number }

/** Per unit what the records amount to; where the accepted form said otherwise, that too. */
function CountPanel({ facts, filter, onFilter }: PanelProps) {
  const columns: Column<UnitRow>[] = [
    {
      key: 'unit',
      header: '区县',
      isRowHeader: true,
      cell: ({ name, isApart, holder }) => {
        if (holder !== undefined) return `${name}（已含在${nameIn(facts.units, holder)}）`
        return isApart ? `${name}（不计入全市）` : name
      },
    },
    ...facts.items.map((item): Column<UnitRow> => ({
      key: item.item,
      // Of one item the heading of the page says which; a phone has no room for it twice.
      header: facts.items.length === 1 ? '计数' : item.name,
      unit: item.unit,
      align: 'right',
      cell: ({ at }) => <Amount item={item} at={at} />,
      sortValue: ({ at }) => item.units[at]?.records ?? null,
    })),
  ]
  return (
    <Panel title="各区县" subtitle="点一行，下面只列这个区县的记录">
      <div className="register-counts">
        <DataTable
          name="register-counts"
          caption={`${facts.kind.name}分区县`}
          columns={columns}
          rows={facts.units.map((one, at) => ({ ...one, at }))}
          rowKey={({ code }) => code}
          selectedKey={filter.unit || null}
          onSelect={({ code }) => onFilter({ ...filter, unit: filter.unit === code ? all : code })}
          isDense
        />
      </div>
    </Panel>
  )
}

function Amount({ item, at }: { item: RegisterFacts['items'][number]; at: number }) {
  const found = item.units[at]
  if (found === undefined) return null
  const text = (value: number) => formatValue(value, item)
  const isSame = found.value === null ? found.records === 0 : found.value === found.records
  if (isSame) return text(found.records)
  const said = found.value === null ? formatState(found.state) : text(found.value)
  return (
    <>
      {text(found.records)} <StatusChip tone="near">{`报表 ${said}`}</StatusChip>
    </>
  )
}

type Record = RegisterFacts['records'][number]

/** The records, narrowed by unit, year and level, and their way into a file. */
function ListPanel({ facts, filter, onFilter }: PanelProps) {
  const take = useDownload(takeRegister)
  const { release, kind, fields, units, items, records } = facts
  const rows = chosenRecords(facts, filter)
  const isOfUnit = (filter.unit ?? all) !== all
  const counted = rows.filter(({ unit, counts }) => counts.length > 0 && (isOfUnit || countsInCity(units, unit))).length
  const choose = (part: RegisterFilter) => onFilter({ ...filter, ...part })
  const level = fields.find(({ type }) => type === 'choice')
  const years = [...new Set(records.map(({ day }) => day.slice(0, 4)))].sort().reverse()
  const wanted = { code: release.code, kind: kind.code, ...filter }
  return (
    <Panel
      title={`${formatPeriod(parsePeriod(release.period))}末的记录：${rows.length}条，计入${isOfUnit ? '' : '全市'}${counted}条`}
      actions={
        <>
          <Button isBusy={take.isPending} onClick={() => take.mutate({ ...wanted, format: 'xlsx' })}>
            下载 Excel
          </Button>
          <Button isBusy={take.isPending} onClick={() => take.mutate({ ...wanted, format: 'csv' })}>
            下载 CSV
          </Button>
        </>
      }
    >
      <div className="register-filter no-print">
        <Select
          caption="区县"
          value={filter.unit ?? all}
          options={[{ value: all, label: '全部' }, ...units.map(({ code, name }) => ({ value: code, label: name }))]}
          onChange={(unit) => choose({ unit })}
        />
        <Select
          caption="年份"
          value={filter.year ?? all}
          options={[{ value: all, label: '全部' }, ...years.map((year) => ({ value: year, label: `${year}年` }))]}
          onChange={(year) => choose({ year })}
        />
        {level !== undefined && (
          <Select
            caption={level.name}
            value={filter.level ?? all}
            options={[
              { value: all, label: '全部' },
              ...(level.choices ?? []).map((value) => ({ value, label: value })),
            ]}
            onChange={(value) => choose({ level: value })}
          />
        )}
      </div>
      <DataTable
        name="register-list"
        caption={`${kind.name}记录`}
        columns={columnsOf(facts, items.length > 0)}
        rows={rows}
        rowKey={({ id }) => String(id)}
        empty={<EmptyState title="没有这样的记录">换一个区县、年份或级别，可以看到别的记录。</EmptyState>}
      />
    </Panel>
  )
}

function columnsOf({ units, fields }: RegisterFacts, hasItems: boolean): Column<Record>[] {
  const nameOf = new Map(units.map(({ code, name }) => [code, name]))
  return [
    { key: 'unit', header: '区县', isRowHeader: true, cell: ({ unit }) => nameOf.get(unit) ?? unit },
    ...fields.map((field, at): Column<Record> => ({
      key: field.code,
      header: field.name,
      ...(field.unit === undefined ? {} : { unit: field.unit }),
      align: field.type === 'number' ? 'right' : 'left',
      cell: ({ values }) => valueText(field, values[at] ?? null),
      sortValue: ({ values }) => values[at] ?? null,
    })),
    ...(hasItems
      ? [
          {
            key: 'counts',
            header: '计入',
            cell: ({ unit, counts }: Record) =>
              counts.length === 0 ? (
                <span className="muted">不计入</span>
              ) : countsInCity(units, unit) ? (
                '计入全市'
              ) : (
                '只计入本单位'
              ),
          },
        ]
      : []),
  ]
}
