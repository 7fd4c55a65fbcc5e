import type { PassportFacts } from '@cg/contract/release/passport'
import { EvidenceLine } from '../shared/evidence-line.tsx'

type CellEvidence = NonNullable<PassportFacts['cells'][number]['evidence']>

/** 佐证 of one raw value: files to open, documents by name; what was taken off since is named without its link. */
export function PassportEvidence({ evidence: { items, ...form } }: { evidence: CellEvidence }) {
  return (
    <p className="passport-evidence">
      佐证：
      {items.map((one, at) => (
        <span key={one.id}>
          {at > 0 && '、'}
          {one.isRemoved ? (
            `${one.name}（${one.suppliedBy === null ? '' : `${one.suppliedBy}提供，`}发布后已移除）`
          ) : (
            <EvidenceLine params={form} evidence={one} />
          )}
        </span>
      ))}
    </p>
  )
}
