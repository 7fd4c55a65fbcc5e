import type { Evidence, FormParams } from '@cg/contract/entry'
import { getEvidenceFile } from '@cg/contract/evidence'
import { formatDateTime, formatProse } from '@cg/domain/number/number-format'
import { urlOf } from '../lib/api.ts'

/** One piece of evidence: a file to download, a page to open, or a document by its name; by whom and when. */
export function EvidenceLine({ params, evidence }: { params: FormParams; evidence: Evidence }) {
  const { id, name, url, size, by, at } = evidence
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
      {size !== null && <span className="evidence-size">（{sizeWords(size)}）</span>}
    </span>
  )
}

function sizeWords(bytes: number): string {
  const isLarge = bytes >= 1024 * 1024
  return formatProse(isLarge ? bytes / 1024 / 1024 : Math.ceil(bytes / 1024), {
    unit: isLarge ? 'MB' : 'KB',
    decimals: isLarge ? 1 : 0,
  })
}
