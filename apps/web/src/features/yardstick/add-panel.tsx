import type { YardstickList, YardstickRow } from '@cg/contract/yardstick'
import { yardstickHeads } from '@cg/contract/yardstick'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { Button } from '../../ui/button.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Select } from '../../ui/select.tsx'
import { useToast } from '../../ui/toast.tsx'
import { addOne, loadFile, yardsticksQuery } from './queries.ts'

const empty: YardstickRow = {
  indicator: '',
  period: '',
  name: '全省平均',
  value: '',
  numerator: '',
  denominator: '',
  source: '',
  publishedOn: '',
}

/** One figure by form, or a small file of them. */
export function AddPanel({ indicators }: Pick<YardstickList, 'indicators'>) {
  const [row, setRow] = useState(empty)
  const client = useQueryClient()
  const notify = useToast()
  const onSuccess = (words: string) => (list: YardstickList) => {
    client.setQueryData(yardsticksQuery.queryKey, list)
    notify(words)
  }
  const add = useMutation({
    mutationFn: addOne,
    onSuccess: (list) => {
      onSuccess('参照已装入，下一次发布起使用')(list)
      setRow({ ...empty, name: row.name, source: row.source, publishedOn: row.publishedOn, period: row.period })
    },
  })
  const read = useMutation({ mutationFn: loadFile, onSuccess: onSuccess('文件中的参照已装入，下一次发布起使用') })
  return (
    <Panel title="装入参照">
      <form
        className="yardstick-form"
        onSubmit={(event) => {
          event.preventDefault()
          add.mutate(row)
        }}
      >
        <Field label="指标" isRequired>
          {(control) => (
            <Select
              {...control}
              options={[
                { value: '', label: '请选择' },
                ...indicators.map(({ code, name, unit }) => ({ value: code, label: `${name}（${unit}）` })),
              ]}
              value={row.indicator}
              onChange={(indicator) => setRow({ ...row, indicator })}
            />
          )}
        </Field>
        {fields.map(({ key, label, hint, isRequired }) => (
          <Field key={key} label={label} hint={hint} isRequired={isRequired}>
            {(control) => (
              <TextInput
                {...control}
                value={row[key]}
                maxLength={300}
                autoComplete="off"
                onChange={(event) => setRow({ ...row, [key]: event.target.value })}
              />
            )}
          </Field>
        ))}
        <div className="yardstick-actions">
          <Button kind="primary" type="submit" isBusy={add.isPending} disabled={row.indicator === ''}>
            装入
          </Button>
          <FileButton accept=".xlsx,.csv" isBusy={read.isPending} onFile={(file) => read.mutate(file)}>
            上传文件
          </FileButton>
          <span className="muted">xlsx 或 csv，首行为：{yardstickHeads.join('、')}</span>
        </div>
      </form>
      {add.error !== null && <ProblemPanel error={add.error} />}
      {read.error !== null && <ProblemPanel error={read.error} />}
    </Panel>
  )
}

type FieldOf = { key: Exclude<keyof YardstickRow, 'indicator'>; label: string; hint?: string; isRequired: boolean }

const fields: readonly FieldOf[] = [
  { key: 'name', label: '参照', hint: '全省平均、全国平均或城市名称', isRequired: true },
  { key: 'period', label: '期次', hint: '如 2025Q4、2025年第四季度；年度数据写 2025年', isRequired: true },
  { key: 'value', label: '数值', hint: '如 91.2；只有比率时只填这一项', isRequired: false },
  { key: 'numerator', label: '分子', isRequired: false },
  { key: 'denominator', label: '分母', isRequired: false },
  { key: 'source', label: '来源', hint: '公报、年鉴或文件的名称', isRequired: true },
  { key: 'publishedOn', label: '公布日期', hint: '如 2026-02-10', isRequired: true },
]
