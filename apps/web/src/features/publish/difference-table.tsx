import type { ReleaseDifference } from '@cg/contract/publish'
import { placeWords } from '@cg/domain/claim/words'
import { formatResult } from '@cg/domain/number/number-format'
import { scaledInteger } from '@cg/domain/number/round'
import { useState } from 'react'
import { lightWords } from '../../shared/words.ts'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { DifferenceKind } from './search.ts'

type Figure = ReleaseDifference['figures'][number]

const firstRows = 12

export function differenceWords({ from, figures, unitsAffected }: ReleaseDifference): string {
  if (figures.length === 0) return `与 ${from.code} 相比没有变化`
  return `与 ${from.code} 相比：${figures.length} 处数值、位次或灯有变化，涉及 ${unitsAffected.length} 个单位`
}

/** '85.1 · 第3位 · 临近' */
function sideWords(figure: Figure, which: 'from' | 'to'): string {
  const one = figure[which]
  return [
    formatResult(one, { unit: figure.measureUnit, decimals: figure.decimals }),
    one.rank === null ? '' : placeWords(one.rank),
    one.light === null ? '' : lightWords[one.light],
  ]
    .filter(Boolean)
    .join(' · ')
}

/** Whether the printed value or why there is none, the place, or the light is another. */
export function differsIn({ from, to, decimals }: Figure, kind: DifferenceKind): boolean {
  if (kind === 'rank') return from.rank !== to.rank
  if (kind === 'light') return from.light !== to.light
  const printed = ({ value }: Figure['from']) => (value === null ? null : scaledInteger(value, decimals))
  return from.state !== to.state || printed(from) !== printed(to)
}

/** Every figure that differs, both sides beside each other; the first dozen until asked. */
export function FigureDifferences({ difference, toName }: { difference: ReleaseDifference; toName: string }) {
  const [isAll, setAll] = useState(false)
  const { figures } = difference
  if (figures.length === 0) return <p className="publish-hint">数值、位次与灯都相同。</p>
  return (
    <>
      <DataTable
        name="figures"
        caption={`与 ${difference.from.code} 的差异`}
        isDense
        rows={isAll ? figures : figures.slice(0, firstRows)}
        rowKey={(figure) => `${figure.indicator}|${figure.unit ?? ''}`}
        columns={[
          { key: 'indicator', header: '指标', isRowHeader: true, cell: (figure) => figure.indicatorName },
          { key: 'measure', header: '计量单位', cell: (figure) => figure.measureUnit },
          { key: 'unit', header: '区县', cell: (figure) => figure.unitName },
          { key: 'from', header: difference.from.code, align: 'right', cell: (figure) => sideWords(figure, 'from') },
          { key: 'to', header: toName, align: 'right', cell: (figure) => sideWords(figure, 'to') },
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
