import type { CatalogueBoard, CatalogueItemRow } from '@cg/contract/catalogue-change'
import { useState } from 'react'
import { AxisTicks, QuarterField } from './fields.tsx'
import { usualQuarter } from './own-draft.ts'
import { ProposeFrame } from './propose-frame.tsx'

type GroupsProps = { readonly row: CatalogueItemRow; readonly data: CatalogueBoard; readonly onClose: () => void }

/** By which groups a shipped item is asked, from a quarter on. */
export function GroupsDialog({ row, data, onClose }: GroupsProps) {
  const [from, setFrom] = useState(usualQuarter(data))
  const [breakdowns, setBreakdowns] = useState<string[]>([...row.breakdowns])
  return (
    <ProposeFrame
      title={`调整“${row.name}”的分组`}
      act="groups"
      change={{ kind: 'groups', from, body: { code: row.code, breakdowns } }}
      reasonHint="如：按企业规模另有考核，需要分开填报"
      onProposed={() => undefined}
      onClose={onClose}
    >
      <p className="muted">勾选的分组，每组在报表中多一行；合计总要填。从所选季度起算，以前各季保持原样。</p>
      <QuarterField label="从哪个季度起" quarters={data.quarters} value={from} onChange={setFrom} />
      <div className="catalogue-ticks">
        <AxisTicks axes={data.choices.axes} chosen={breakdowns} onChange={setBreakdowns} />
      </div>
    </ProposeFrame>
  )
}
