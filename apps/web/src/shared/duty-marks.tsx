import './duty-marks.css'
import { assistingWords, evidenceNeedNames } from '@cg/contract/catalogue-duty'
import type { FormRow } from '@cg/contract/entry'

/** 证 and 协 beside an item's name: what is asked besides its figure, in whole words for the pointer and for readers. */
export function DutyMarks({ row }: { row: Pick<FormRow, 'breakdown' | 'evidence' | 'assisting'> }) {
  const { breakdown, evidence, assisting } = row
  if (breakdown !== '') return null
  return (
    <>
      {evidence !== 'none' && <Mark sign="证" words={evidenceNeedNames[evidence]} />}
      {assisting.length > 0 && <Mark sign="协" words={`协助部门：${assistingWords(assisting)}`} />}
    </>
  )
}

function Mark({ sign, words }: { sign: string; words: string }) {
  return (
    <span className="duty-mark" role="img" aria-label={words} title={words}>
      {sign}
    </span>
  )
}
