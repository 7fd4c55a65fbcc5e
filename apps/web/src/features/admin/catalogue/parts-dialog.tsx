import type { CatalogueBoard, CatalogueFormRow, ByPartsBody } from '@cg/contract/catalogue-change'
import { partWords } from '@cg/domain/figure/parts'
import { formatPeriod } from '@cg/domain/number/date-format'
import { parsePeriod } from '@cg/domain/period'
import { useState } from 'react'
import { Checkbox } from '../../../ui/field.tsx'
import { ChoiceField, QuarterField } from './fields.tsx'
import { ProposeFrame } from './propose-frame.tsx'

type By = 'town' | 'enterprise' | 'none'

const byOptions = [
  { value: 'town', label: '乡镇街道分报' },
  { value: 'enterprise', label: '重点企业分报' },
  { value: 'none', label: '区县自己填' },
] as const

type PartsProps = { readonly form: CatalogueFormRow; readonly data: CatalogueBoard; readonly onClose: () => void }

/** In which districts towns or key enterprises report a form, from a quarter on. */
export function PartsDialog({ form, data, onClose }: PartsProps) {
  const { quarters, choices } = data
  const [from, setFrom] = useState(quarters[1] ?? quarters[0] ?? '')
  const [by, setBy] = useState<By>('town')
  const [units, setUnits] = useState<readonly string[]>([])
  const chosen = units.filter((code) => choices.districts.some((one) => one.code === code && canReport(one, by)))
  const body: ByPartsBody = { form: form.code, units: [...chosen], by: by === 'none' ? null : by }
  const toggle = (code: string) =>
    setUnits(units.includes(code) ? units.filter((one) => one !== code) : [...units, code])
  return (
    <ProposeFrame
      title={`《${form.name}》由谁填`}
      act="byParts"
      change={chosen.length === 0 ? null : { kind: 'byParts', from, body }}
      reasonHint="如：区县会议定由各乡镇街道直接填报"
      onProposed={onClose}
      onClose={onClose}
    >
      <p className="muted">
        分报的，各乡镇街道或重点企业一行，由区县替它们填，或由它们自己的账号填；区县的数由系统相加，区县汇总后报送。
      </p>
      {form.parts.length > 0 && <p className="muted">现在：{partsWords(form, data)}</p>}
      <QuarterField label="从哪个季度起" quarters={quarters} value={from} onChange={setFrom} />
      <ChoiceField label="由谁填" options={byOptions} value={by} onChange={setBy} />
      <fieldset className="catalogue-districts">
        <legend>区县</legend>
        {choices.districts.map((one) => (
          <Checkbox
            key={one.code}
            label={districtWords(one, by)}
            disabled={!canReport(one, by)}
            checked={chosen.includes(one.code)}
            onChange={() => toggle(one.code)}
          />
        ))}
      </fieldset>
    </ProposeFrame>
  )
}

type District = CatalogueBoard['choices']['districts'][number]

function canReport(district: District, by: By): boolean {
  return by === 'none' || district[by] > 0
}

/** 苍岩市（3 个乡镇街道） */
function districtWords(district: District, by: By): string {
  if (by === 'none') return district.name
  const count = district[by]
  return `${district.name}（${count === 0 ? `没有${partWords[by]}，先在“单位”中新增` : `${count} 个${partWords[by]}`}）`
}

/** 苍岩市：2026年第四季度起由乡镇街道分报；… in the order of the quarters. */
export function partsWords({ parts }: CatalogueFormRow, { choices }: CatalogueBoard): string {
  const named = (codes: readonly string[]) =>
    codes.map((code) => choices.districts.find((one) => one.code === code)?.name ?? code).join('、')
  return parts
    .map(({ from, units, by }) => {
      const how = by === null ? '由区县自己填' : `由${partWords[by]}分报`
      return `${named(units)}：${formatPeriod(parsePeriod(from))}起${how}`
    })
    .join('；')
}
