import { formatShare } from '@cg/domain/number/number-format'
import { roundHalfAway } from '@cg/domain/number/round'
import type { ScorableIndicator, SchemeBody } from '@cg/contract/scheme'
import { needsTarget } from '@cg/domain/score/scoring-rule'
import { ruleWords } from '@cg/domain/claim/scoring-rule-words'
import { exactSum } from '@cg/domain/number/sum'
import { useState } from 'react'
import { dimensionWords } from '../../shared/words.ts'
import { OffMark, offWords } from '../../shared/set-up.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { Select } from '../../ui/select.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import { NumberBox } from './number-box.tsx'
import { RuleEditor } from './rule-editor.tsx'
import { newRule } from './rule-words.ts'
import type { SchemeItem } from './rule-words.ts'

type ItemsProps = {
  body: SchemeBody
  year: number
  indicators: readonly ScorableIndicator[]
  isEditable: boolean
  onChange: (items: SchemeItem[]) => void
}

type ColumnsInput = {
  items: readonly SchemeItem[]
  sum: number
  year: number
  known: ReadonlyMap<string, ScorableIndicator>
}

function nameOf(known: ColumnsInput['known'], { indicator }: SchemeItem): string {
  return known.get(indicator)?.name ?? indicator
}

const nameColumn = (known: ColumnsInput['known']): Column<SchemeItem> => ({
  key: 'indicator',
  header: '指标',
  isRowHeader: true,
  cell: (item) => (
    <span className="scheme-name">
      {nameOf(known, item)}
      <OffMark from={known.get(item.indicator)?.offFrom ?? null} />
      <small>
        {item.indicator} · {dimensionWords[known.get(item.indicator)?.dimension ?? ''] ?? ''}
      </small>
    </span>
  ),
})

function readColumns({ sum, year, known }: ColumnsInput): Column<SchemeItem>[] {
  return [
    nameColumn(known),
    { key: 'weight', header: '权重', align: 'right', cell: (item) => item.weight },
    { key: 'share', header: '占比', align: 'right', cell: (item) => sharePercent(item.weight / sum) },
    {
      key: 'rule',
      header: '计分规则',
      cell: (item) => ruleWords(item.rule, known.get(item.indicator)?.unit ?? ''),
    },
    {
      key: 'target',
      header: `${year}年目标`,
      cell: (item) => {
        if (!needsTarget(item.rule)) return <span className="muted">不需要</span>
        const has = known.get(item.indicator)?.targetYears.includes(year) === true
        return has ? '已下达' : <StatusChip tone="near">未下达，不计分</StatusChip>
      },
    },
  ]
}

/** The same columns with fields for weight and rule, and a way to take the line out. */
function editColumns(input: ColumnsInput, onChange: (items: SchemeItem[]) => void): Column<SchemeItem>[] {
  const { items, known } = input
  const replace = (next: SchemeItem) => onChange(items.map((item) => (item.indicator === next.indicator ? next : item)))
  const fields: Record<string, Column<SchemeItem>['cell']> = {
    weight: (item) => (
      <NumberBox
        hasLabel={false}
        label={`${nameOf(known, item)}：权重`}
        min={0.01}
        value={item.weight}
        onChange={(weight) => weight !== undefined && replace({ ...item, weight })}
      />
    ),
    rule: (item) => (
      <RuleEditor
        name={nameOf(known, item)}
        unit={known.get(item.indicator)?.unit ?? ''}
        rule={item.rule}
        onChange={(rule) => replace({ ...item, rule })}
      />
    ),
  }
  return [
    ...readColumns(input).map((column) => ({ ...column, cell: fields[column.key] ?? column.cell })),
    {
      key: 'remove',
      header: '操作',
      cell: (item) => (
        <IconButton
          icon="close"
          label={`移除${nameOf(known, item)}`}
          disabled={items.length === 1}
          onClick={() => onChange(items.filter((one) => one.indicator !== item.indicator))}
        />
      ),
    },
  ]
}

/** The weights' sum as it stands, beside every share that follows from it. */
export function ItemsTable({ body: { items }, year, indicators, isEditable, onChange }: ItemsProps) {
  const sum = exactSum(items.map((item) => item.weight))
  const input = { items, sum, year, known: new Map(indicators.map((one) => [one.code as string, one])) }
  return (
    <>
      <WeightSum sum={sum} count={items.length} />
      <DataTable
        name="items"
        caption="计分指标"
        isDense
        rows={items}
        rowKey={(item) => item.indicator}
        columns={isEditable ? editColumns(input, onChange) : readColumns(input)}
      />
      {isEditable && (
        <AddItem
          indicators={indicators.filter((one) => !items.some((item) => item.indicator === one.code))}
          onAdd={(one) =>
            onChange([
              ...items,
              {
                indicator: one.code as SchemeItem['indicator'],
                weight: one.catalogueWeight || 1,
                rule: newRule('target_ratio'),
              },
            ])
          }
        />
      )}
    </>
  )
}

/** One decimal of a percentage. */
export function sharePercent(share: number): string {
  return formatShare(share)
}

function WeightSum({ sum, count }: { sum: number; count: number }) {
  const printed = roundHalfAway(sum, 4)
  return (
    <p className="scheme-sum" role="status">
      {count} 项指标，权重合计 <b>{printed}</b>
      {printed === 100 ? (
        <StatusChip tone="good">合计为100</StatusChip>
      ) : (
        <StatusChip tone="near">不是100，计分时按比例折算</StatusChip>
      )}
    </p>
  )
}

function AddItem({
  indicators,
  onAdd,
}: {
  indicators: readonly ScorableIndicator[]
  onAdd: (indicator: ScorableIndicator) => void
}) {
  const [code, setCode] = useState('')
  const chosen = indicators.find((one) => one.code === code)
  const options = [
    { value: '', label: '选择要加入的指标' },
    ...indicators.map((one) => ({
      value: one.code,
      label: `${one.code} ${one.name}${one.offFrom === null ? '' : `（${offWords(one.offFrom)}，不计分）`}`,
    })),
  ]
  return (
    <p className="scheme-add">
      <Select aria-label="要加入的指标" options={options} value={chosen === undefined ? '' : code} onChange={setCode} />
      <Button
        disabled={chosen === undefined}
        onClick={() => {
          if (chosen !== undefined) onAdd(chosen)
          setCode('')
        }}
      >
        加入方案
      </Button>
    </p>
  )
}
