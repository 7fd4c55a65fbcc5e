import { cellDetail } from '@cg/charts/models/tartan-detail'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import { Link } from '@tanstack/react-router'
import { CompareButton } from '../../shared/compare-button.tsx'
import { Button } from '../../ui/button.tsx'

export type CellPlace = { readonly indicator: number; readonly unit: number }

/** One cell in words, with the ways on: number passport, indicator, place. */
export function CellCard({
  facts,
  place: { indicator, unit },
  onPassport,
}: {
  facts: MatrixFacts
  place: CellPlace
  onPassport: () => void
}) {
  const detail = cellDetail(facts, indicator, unit)
  const code = facts.indicators[indicator]?.code ?? ''
  const focus = facts.units.code[unit]
  return (
    <div className="cell-card">
      <h3>
        {detail.unit}：{detail.indicator}
      </h3>
      <p className="cell-card-value">{detail.value}</p>
      <dl className="facts">
        {detail.pairs.map(({ term, text }) => (
          <div key={term} className="cell-card-pair">
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <p className="row cell-card-links">
        <Button kind="quiet" onClick={onPassport}>
          数据来路
        </Button>
        {focus !== undefined && <CompareButton unit={focus} name={detail.unit} />}
        {focus !== undefined && (
          <Link to="/u/$unit" params={{ unit: focus }}>
            区县画像 →
          </Link>
        )}
        <Link to="/i/$code" params={{ code }} search={(old) => ({ p: old.p, pub: old.pub, focus })}>
          指标详情 →
        </Link>
        <Link to="/rank" search={(old) => ({ p: old.p, pub: old.pub, by: code, focus })}>
          在排名中查看 →
        </Link>
      </p>
    </div>
  )
}
