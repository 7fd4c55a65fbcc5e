import { useState } from 'react'
import type { Picked } from './picked.ts'
import { ProposeFrame } from './propose-frame.tsx'
import { QuarterField } from './fields.tsx'

type SwitchProps = {
  readonly isOn: boolean
  readonly picked: Picked
  readonly quarters: readonly string[]
  readonly onClose: () => void
}

/** From which quarter on the ticked things are used, or not used. */
export function SwitchDialog({ isOn, picked, quarters, onClose }: SwitchProps) {
  const [from, setFrom] = useState(quarters[1] ?? quarters[0] ?? '')
  const verb = isOn ? '恢复使用' : '停用'
  const body = { isOn, indicators: [...picked.indicators], items: [...picked.items] }
  return (
    <ProposeFrame
      title={`${verb}指标、数据项`}
      act={isOn ? 'on' : 'off'}
      change={{ kind: 'switch', from, body }}
      isCheckedAtOnce
      reasonHint="如：市产改工作领导小组会议确定本市不再考核"
      onProposed={picked.clear}
      onClose={onClose}
    >
      <QuarterField label={`从哪个季度起${verb}`} quarters={quarters} value={from} onChange={setFrom} />
    </ProposeFrame>
  )
}
