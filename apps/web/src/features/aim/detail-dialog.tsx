import type { AimChange, AimDetail } from '@cg/contract/aim'
import { formatDateTime } from '@cg/domain/number/number-format'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { offWords } from '../../shared/set-up.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { DifferenceList } from './difference-list.tsx'
import { isAt, standingText, typed } from './draft.ts'
import type { AimDraft } from './draft.ts'
import { aimQuery } from './queries.ts'

type DetailProps = { code: string; mayEdit: boolean; draft: AimDraft; onClose: () => void }

/** One indicator, unit by unit: to read, and for those who may to type other values. */
export function DetailDialog({ code, mayEdit, draft, onClose }: DetailProps) {
  const { data, error, refetch } = useQuery(aimQuery(code))
  const own = draft.changes.filter(({ indicator }) => indicator === code)
  const lacksSource = own.some(({ source }) => source.trim() === '')
  return (
    <Dialog
      isOpen
      shape="wide"
      onClose={onClose}
      title={data === undefined ? '目标与基期' : `${data.name}（${data.unit}）`}
      {...(data === undefined ? {} : { description: `${sides[data.direction]}。${data.definition}` })}
      footer={
        <Button kind={own.length > 0 ? 'primary' : 'plain'} disabled={lacksSource} onClick={onClose}>
          {lacksSource ? '请填写来源文号' : own.length > 0 ? `保留这 ${own.length} 处修改，稍后提交` : '关闭'}
        </Button>
      }
    >
      {error !== null && data === undefined && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <LoadingState />}
      {data !== undefined && (
        <>
          {data.offFrom !== null && (
            <p role="status">
              这项指标{offWords(data.offFrom)}，停用之后不计算、不评价；停用以前的季度仍用这里的目标和基期。
            </p>
          )}
          {mayEdit && <Source code={code} draft={draft} own={own} />}
          <Units detail={data} mayEdit={mayEdit} draft={draft} source={own[0]?.source ?? ''} />
          <History detail={data} />
        </>
      )}
    </Dialog>
  )
}

const sides: Readonly<Record<AimDetail['direction'], string>> = {
  higher: '越高越好',
  lower: '越低越好',
  neutral: '不分高低',
}

/** One document for what is changed of an indicator at once. */
function Source({ code, draft, own }: { code: string; draft: AimDraft; own: readonly AimChange[] }) {
  const put = (source: string) =>
    draft.set(draft.changes.map((change) => (change.indicator === code ? { ...change, source } : change)))
  if (own.length === 0)
    return <p className="muted">在表中改动数值后，在这里填写依据的文号。清空一格表示取消这个目标。</p>
  return (
    <div className="aim-search">
      <Field label="依据的文件名称或文号" isRequired hint={`用于本指标的 ${own.length} 处修改，如“云产改〔2026〕3号”`}>
        {(control) => (
          <TextInput
            {...control}
            value={own[0]?.source ?? ''}
            maxLength={300}
            autoComplete="off"
            onChange={(event) => put(event.target.value)}
          />
        )}
      </Field>
      <Button onClick={() => draft.set(draft.changes.filter(({ indicator }) => indicator !== code))}>
        放弃本指标的修改
      </Button>
    </div>
  )
}

type UnitsProps = { detail: AimDetail; mayEdit: boolean; draft: AimDraft; source: string }

function Units({ detail, mayEdit, draft, source }: UnitsProps) {
  return (
    <div className="data-table-frame is-dense" tabIndex={0} role="region" aria-label="各单位的目标与基期（可滚动）">
      <table className="data-table aim-units">
        <caption className="visually-hidden">{detail.name}各单位的目标与基期</caption>
        <thead>
          <tr>
            <th scope="col" className="is-row-header">
              单位
            </th>
            {detail.years.map((year) => (
              <th key={year} scope="col" className="align-right">
                {year}年目标
              </th>
            ))}
            <th scope="col" className="align-right">
              基期值
            </th>
            <th scope="col">基期季度</th>
            <th scope="col">来源</th>
          </tr>
        </thead>
        <tbody>
          {detail.rows.map((row) => (
            <tr key={row.unit}>
              <th scope="row" className="is-row-header">
                {row.unitName}
              </th>
              {[...detail.years, null].map((year) => (
                <Cell key={year ?? 'baseline'} {...{ detail, mayEdit, draft, source, year }} unit={row} />
              ))}
              <td className="aim-source muted">{sourcesOf(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The documents of a unit's values, each once. */
function sourcesOf({ targets, baseline }: AimDetail['rows'][number]): string {
  const all = [...targets, baseline].flatMap((one) => (one === null ? [] : [one.source]))
  return [...new Set(all)].join('；')
}

type CellProps = UnitsProps & { unit: AimDetail['rows'][number]; year: number | null }

/** A target, or the baseline with its quarter. */
function Cell({ detail, mayEdit, draft, source, unit, year }: CellProps) {
  const place = { kind: year === null ? 'baseline' : 'target', indicator: detail.code, unit: unit.unit, year } as const
  const stands = standingText(detail, unit.unit, year)
  const change = draft.changes.find((one) => isAt(one, place))
  const text = change ?? stands
  const put = (part: { value?: string; when?: string }) => {
    const next = { value: text.value, when: text.when, ...part }
    draft.set(typed(draft.changes, place, { text: next, stands, source }))
  }
  const name = year === null ? `${unit.unitName}基期` : `${unit.unitName}${year}年目标`
  const className = change === undefined ? undefined : 'is-changed'
  if (!mayEdit)
    return (
      <>
        <td className="align-right">{stands.value}</td>
        {year === null && <td>{stands.when}</td>}
      </>
    )
  return (
    <>
      <td className="align-right">
        <TextInput
          className={className}
          aria-label={name}
          value={text.value}
          inputMode="decimal"
          maxLength={60}
          autoComplete="off"
          onChange={(event) => put({ value: event.target.value })}
        />
      </td>
      {year === null && (
        <td>
          <TextInput
            className={className}
            aria-label={`${name}季度`}
            value={text.when}
            placeholder="2021Q4"
            maxLength={40}
            autoComplete="off"
            onChange={(event) => put({ when: event.target.value })}
          />
        </td>
      )}
    </>
  )
}

function History({ detail: { history } }: { detail: AimDetail }) {
  const [isOpen, setIsOpen] = useState(false)
  if (history.length === 0)
    return <p className="muted aim-history">还没有在本页确认过的变更；现有的数由城市资料装入。</p>
  return (
    <details className="aim-history" open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>变更记录（{history.length} 条）</summary>
      {[...Map.groupBy(history, ({ id }) => id)].map(([id, own]) => (
        <div key={id}>
          <p className="muted">
            第 {id} 号，{own[0]?.proposedBy} 提出，{own[0]?.decidedBy} 于 {formatDateTime(own[0]?.decidedAt ?? '')} 确认
          </p>
          <DifferenceList differences={own.map(({ difference }) => difference)} isOfOne />
        </div>
      ))}
    </details>
  )
}
