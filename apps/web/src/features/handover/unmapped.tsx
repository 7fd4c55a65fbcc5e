import type { HandoverTrial } from '@cg/contract/handover'
import type { ReactNode } from 'react'

/** Both directions of what does not meet: rows of the province's with nothing of ours, and ours that no row hands over. */
export function Unmapped({ trial: { idle, leftOut } }: { trial: HandoverTrial }) {
  return (
    <>
      <Folded title="省里有、本市没有数的" of={idle} unit="行">
        <ul>
          {idle.map(({ row, code, name, why }) => (
            <li key={row}>
              第{row + 1}行　{[code, name].filter((one) => one !== '').join(' ')}：{why}
            </li>
          ))}
        </ul>
      </Folded>
      <Folded title="本市有、没有移交的指标" of={leftOut.indicators} unit="项">
        <p>{leftOut.indicators.join('、')}</p>
      </Folded>
      <Folded title="本市有、没有移交的数据项" of={leftOut.items} unit="项">
        <p>{leftOut.items.join('、')}</p>
      </Folded>
      <Folded title="不单独移交、但移交的指标里用到的数据项" of={leftOut.itemsWithin} unit="项">
        <p>{leftOut.itemsWithin.join('、')}</p>
      </Folded>
    </>
  )
}

/** So many are read at a glance. */
const fewest = 6

type FoldedProps = { title: string; of: readonly unknown[]; unit: string; children: ReactNode }

function Folded({ title, of, unit, children }: FoldedProps) {
  if (of.length === 0) return null
  return (
    <details className="handover-part" open={of.length <= fewest}>
      <summary>
        {title}（{of.length} {unit}）
      </summary>
      {children}
    </details>
  )
}
