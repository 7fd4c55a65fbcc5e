import type { FormParams } from '@cg/contract/entry'
import { getEvidenceFile } from '@cg/contract/evidence'
import type { Evidence } from '@cg/contract/evidence-fact'
import { formatDateTime, formatMegabytes } from '@cg/domain/number/number-format'
import { urlOf } from '../lib/api.ts'

/** One piece of evidence: a file to download, a page to open, or a document by its name; by whom and when. */
export function EvidenceLine({ params, evidence }: { params: FormParams; evidence: Evidence }) {
  const { id, name, url, size, suppliedBy, by, at } = evidence
  return (
    <span title={`${by} ${formatDateTime(at)}`}>
      {size !== null ? (
        <a href={urlOf(getEvidenceFile, { params: { ...params, id } })} download>
          {name}
        </a>
      ) : url !== null ? (
        <a href={url} target="_blank" rel="noreferrer">
          {name}
        </a>
      ) : (
        name
      )}
      {suppliedBy !== null && <span className="evidence-size">（{suppliedBy}提供）</span>}
      {size !== null && size >= 100_000 && <span className="evidence-size">（{formatMegabytes(size)}）</span>}
    </span>
  )
}
