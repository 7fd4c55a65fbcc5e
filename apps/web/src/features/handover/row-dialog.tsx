import {
  emptyHandoverRow,
  handoverPartNames,
  handoverParts,
  handoverPlaceNames,
  handoverPlaces,
} from '@cg/contract/handover'
import type { Handover, HandoverRow } from '@cg/contract/handover'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'

type Props = { data: Handover; row: HandoverRow | null; onClose: () => void; onDone: (row: HandoverRow) => void }

/** One indicator of the province: its own words first, then what of ours stands for it. */
export function RowDialog({ data, row, onClose, onDone }: Props) {
  const [draft, setDraft] = useState(row ?? emptyHandoverRow)
  const [factor, setFactor] = useState(row?.factor == null ? '' : String(row.factor))
  const factorProblem = factor.trim() === '' || Number(factor) > 0 ? null : '请填写大于 0 的数，或留空。'
  const put = (change: Partial<HandoverRow>) => setDraft((old) => ({ ...old, ...change }))
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={row === null ? '新增省指标' : `修改 ${row.code}`}
      footer={
        <>
          <Button onClick={onClose}>取消</Button>
          <Button
            kind="primary"
            disabled={draft.code.trim() === '' || draft.name.trim() === '' || factorProblem !== null}
            onClick={() => onDone({ ...draft, factor: factor.trim() === '' ? null : Number(factor) })}
          >
            放入对照表
          </Button>
        </>
      }
    >
      <div className="handover-fields">
        <ProvinceFields draft={draft} put={put} />
        <OwnFields data={data} draft={draft} put={put} />
        <Field label="换算系数" hint="留空则按两边的单位自动换算，如 人→万人" error={factorProblem}>
          {(control) => (
            <TextInput
              {...control}
              inputMode="decimal"
              maxLength={20}
              value={factor}
              onChange={(event) => setFactor(event.target.value)}
            />
          )}
        </Field>
        <Field label="本市无此数据的原因" hint="不对应指标、数据项时填写，以“无法提供”报送">
          {(control) => (
            <TextInput
              {...control}
              maxLength={100}
              value={draft.lacking}
              onChange={(event) => put({ lacking: event.target.value })}
            />
          )}
        </Field>
      </div>
    </Dialog>
  )
}

type FieldsProps = { draft: HandoverRow; put: (change: Partial<HandoverRow>) => void }

function ProvinceFields({ draft, put }: FieldsProps) {
  const text = (label: string, key: 'code' | 'name' | 'unit', maxLength: number) => (
    <Field label={label} isRequired>
      {(control) => (
        <TextInput
          {...control}
          maxLength={maxLength}
          value={draft[key]}
          onChange={(event) => put({ [key]: event.target.value })}
        />
      )}
    </Field>
  )
  const places = ['0', '1', '2', '3', '4', '5', '6'] as const
  return (
    <>
      {text('省指标代码', 'code', 60)}
      {text('省指标名称', 'name', 120)}
      {text('省计量单位', 'unit', 20)}
      <Field label="小数位">
        {(control) => (
          <Select
            {...control}
            value={String(draft.decimals)}
            onChange={(value) => put({ decimals: Number(value) })}
            options={places.map((value) => ({ value, label: value }))}
          />
        )}
      </Field>
    </>
  )
}

type OwnProps = FieldsProps & { data: Handover }

/** An indicator or an item of ours; choosing another begins anew with what belongs to it. */
function OwnFields({ data, draft, put }: OwnProps) {
  const [kind, setKind] = useState<'indicator' | 'item'>(draft.item === '' ? 'indicator' : 'item')
  const none = { indicator: '', item: '', part: 'value', breakdown: '' } as const
  return (
    <>
      <Field label="对应本系统的">
        {(control) => (
          <Select
            {...control}
            value={kind}
            onChange={(next) => {
              setKind(next)
              put(none)
            }}
            options={[
              { value: 'indicator', label: '指标（算出的数）' },
              { value: 'item', label: '数据项（各单位填报的原数）' },
            ]}
          />
        )}
      </Field>
      {kind === 'indicator' ? (
        <IndicatorFields data={data} draft={draft} put={put} />
      ) : (
        <div className="handover-item">
          <ItemField data={data} draft={draft} put={put} />
        </div>
      )}
      <PlaceFields data={data} draft={draft} put={put} />
    </>
  )
}

function IndicatorFields({ data, draft, put }: OwnProps) {
  const own = data.indicators.find(({ code }) => code === draft.indicator)
  const partWords = { value: own?.unit ?? '', numerator: own?.numerator ?? null, denominator: own?.denominator ?? null }
  return (
    <>
      <Field label="本系统指标">
        {(control) => (
          <Select
            {...control}
            value={draft.indicator}
            onChange={(indicator) => put({ indicator, part: 'value', breakdown: '' })}
            options={[
              { value: '', label: '未对应' },
              ...data.indicators.map(({ code, name, unit }) => ({ value: code, label: `${name}（${unit}）` })),
            ]}
          />
        )}
      </Field>
      <Field label="取数">
        {(control) => (
          <Select
            {...control}
            value={draft.part}
            onChange={(part) => put({ part })}
            options={handoverParts.map((value) => ({
              value,
              label: [handoverPartNames[value], partWords[value]].filter(Boolean).join('：'),
              isDisabled: partWords[value] === null,
            }))}
          />
        )}
      </Field>
    </>
  )
}

function ItemField({ data, draft, put }: OwnProps) {
  const own = data.items.find(({ code }) => code === draft.item)
  return (
    <Field label="本系统数据项" hint={own === undefined ? '取自本次发布所用的已通过报表' : itemWords(own)}>
      {(control) => (
        <Select
          {...control}
          value={draft.item}
          onChange={(item) => put({ item, breakdown: '' })}
          options={[
            { value: '', label: '未对应' },
            ...data.items.map(({ code, name, unit, lacks }) => ({
              value: code,
              label: `${name}（${unit}）${lacks === null ? '' : '　本次发布没有'}`,
            })),
          ]}
        />
      )}
    </Field>
  )
}

/** Of which time it is, and what the release lacks of it. */
function itemWords({ time, lacks, hasCity }: Handover['items'][number]): string {
  return [time, lacks, hasCity ? null : '不能由各单位相加，没有全市数'].filter((one) => one !== null).join('；')
}

function PlaceFields({ data, draft, put }: OwnProps) {
  const isItem = draft.item !== ''
  const own = isItem
    ? data.items.find(({ code }) => code === draft.item)
    : data.indicators.find(({ code }) => code === draft.indicator)
  return (
    <>
      <Field label="分组" hint={isItem ? '留“合计”则移交总数' : '指标的分组只有全市数据'}>
        {(control) => (
          <Select
            {...control}
            value={draft.breakdown}
            onChange={(breakdown) =>
              put({ breakdown, ...(breakdown === '' || isItem ? {} : { places: 'city' as const }) })
            }
            options={[
              { value: '', label: '合计' },
              ...(own?.groups ?? []).map(({ code, name }) => ({ value: code, label: name })),
            ]}
          />
        )}
      </Field>
      <Field label="范围">
        {(control) => (
          <Select
            {...control}
            value={draft.places}
            onChange={(places) => put({ places })}
            options={handoverPlaces.map((value) => ({ value, label: handoverPlaceNames[value] }))}
          />
        )}
      </Field>
    </>
  )
}
