import { getSupplyFile } from '@cg/contract/assist'
import type { Supply } from '@cg/contract/assist-fact'
import { formatDateTime, formatMegabytes } from '@cg/domain/number/number-format'
import { urlOf } from '../lib/api.ts'

/** One piece that an assisting department supplied: words, or a file to download; for which district, by whom and when. */
export function SupplyLine({ period, supply }: { period: string; supply: Supply }) {
  const { id, item, department, name, size, unitName, departmentName, by, at } = supply
  return (
    <span>
      {size === null ? (
        name
      ) : (
        <a href={urlOf(getSupplyFile, { params: { period, item, department, id } })} download>
          {name}
        </a>
      )}
      {size !== null && size >= 100_000 && <span className="evidence-size">（{formatMegabytes(size)}）</span>}
      <span className="side-hint">
        {' '}
        {departmentName}
        {unitName !== '' && `，${unitName}`}，{by} {formatDateTime(at)}
      </span>
    </span>
  )
}
