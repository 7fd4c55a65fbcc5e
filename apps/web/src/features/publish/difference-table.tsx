import { figureNotes } from '@cg/contract/claims/difference'
import type { DifferenceFigure, ReleaseDifference } from '@cg/contract/difference'
import { useState } from 'react'
import { sideWords } from '../../shared/difference-side.ts'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'

const firstRows = 12

/** Every figure that differs, both sides beside each other; the first dozen until asked. */
export function FigureDifferences({ difference, toName }: { difference: ReleaseDifference; toName: string }) {
  const [isAll, setAll] = useState(false)
  const { figures, from, to } = difference
  const notes = (figure: DifferenceFigure) => figureNotes(figure, [from.code, to.code]).join('；')
  const hasNotes = figures.some((figure) => notes(figure) !== '')
  if (figures.length === 0) return <p className="publish-hint">数值、位次与灯都相同。</p>
  return (
    <>
      <DataTable
        name="figures"
        caption={`与 ${from.code} 的差异`}
        isDense
        rows={isAll ? figures : figures.slice(0, firstRows)}
        rowKey={(figure) => `${figure.indicator}|${figure.unit ?? ''}`}
        columns={[
          { key: 'indicator', header: '指标', isRowHeader: true, cell: (figure) => figure.indicatorName },
          { key: 'measure', header: '计量单位', cell: (figure) => figure.measureUnit },
          { key: 'unit', header: '区县', cell: (figure) => figure.unitName },
          { key: 'from', header: from.code, align: 'right', cell: (figure) => sideWords(figure, figure.from) },
          { key: 'to', header: toName, align: 'right', cell: (figure) => sideWords(figure, figure.to) },
          ...(hasNotes ? [{ key: 'notes', header: '说明', cell: notes }] : []),
        ]}
      />
      {figures.length > firstRows && (
        <Button kind="quiet" onClick={() => setAll(!isAll)}>
          {isAll ? '收起' : `显示全部 ${figures.length} 处`}
        </Button>
      )}
    </>
  )
}
