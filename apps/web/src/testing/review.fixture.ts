import type { ReviewDetail } from '@cg/contract/review'
import type { Me } from '@cg/contract/session'
import { me } from './fixtures.ts'
import { formDetail } from './form.fixture.ts'

export function reviewer(): Me {
  return me({ grants: [{ role: 'reviewer', department: null, departmentName: null, unit: null, unitName: null }] })
}

/** The small form, submitted and not yet looked into. */
export function submitted(): ReviewDetail {
  const form = formDetail()
  return {
    form: {
      ...form,
      submission: {
        ...form.submission,
        state: 'submitted',
        submittedAt: '2026-10-12T00:00:00.000Z',
        submittedBy: '吴国平',
        allowedActions: ['accept', 'return'],
      },
      cells: { ...form.cells, isOpen: form.cells.isOpen.map(() => false) },
    },
    changedCells: [],
    failedCells: [],
    before: [],
    reviewBegun: false,
    peers: [],
  }
}
