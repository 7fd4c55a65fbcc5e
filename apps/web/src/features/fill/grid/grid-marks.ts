import type { Finding } from '@cg/contract/entry'
import { indexOf } from '../editor/form-cells.ts'
import type { FormEditor } from '../editor/form-editor.ts'

/** The server's finding about empty fields; an empty field shows itself. */
export const missingRule = 'MISSING'

const severity = { block: 3, explain: 2, inform: 1 } as const

/** The gravest open finding of each cell. */
export function findingClasses(editor: FormEditor, findings: readonly Finding[]): Map<number, Finding['class']> {
  const classes = new Map<number, Finding['class']>()
  for (const finding of findings) {
    if (finding.rule === missingRule || (finding.class === 'explain' && finding.isExplained)) continue
    for (const cell of finding.cells) {
      const index = indexOf(editor.detail, cell)
      if (index === null) continue
      const known = classes.get(index)
      if (known === undefined || severity[finding.class] > severity[known]) classes.set(index, finding.class)
    }
  }
  return classes
}

/** Cells sent back in the running round, by the office or inside the unit. */
export function returnedCells(editor: FormEditor): Set<number> {
  const { detail } = editor
  const marks = detail.returnMarks.filter(
    (mark) => mark.round === Math.max(...detail.returnMarks.map((one) => one.round)),
  )
  const inside = detail.insideMarks.flatMap((mark) => indexOf(detail, mark) ?? [])
  const ofOffice =
    detail.submission.state === 'returned' || detail.submission.state === 'draft'
      ? marks.flatMap((mark) => indexOf(detail, mark) ?? [])
      : []
  return new Set([...ofOffice, ...inside])
}
