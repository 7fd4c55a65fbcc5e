import type { PageAnswers } from '@cg/contract/release/page'
import type { QualityFacts } from '@cg/contract/release/quality'
import { equityFacts, indicatorFacts, matrixFacts, overviewFacts, release, scoreFacts } from './fixtures.ts'
import { talkFacts } from './talk-fixture.ts'
import { targetsFacts } from './targets-fixture.ts'

const rates = { due: 2, onTime: 1, clean: 0, timeliness: 0.5, completeness: 1, firstPassRate: null, revisionRate: 0 }
const quality: QualityFacts = {
  release,
  overall: rates,
  departments: [],
  units: [{ code: 'AP', name: '安平县', rates, remarks: [] }],
  notes: ['按应报报表计算。'],
}

/** The answers that each page is made of. */
export const pageAnswers = {
  overview: { page: 'overview', overview: overviewFacts(), sheet: null },
  ranking: { page: 'ranking', ranking: scoreFacts() },
  indicator: { page: 'indicator', indicator: indicatorFacts(), place: null },
  unit: { page: 'unit', matrix: matrixFacts(), profile: null, score: scoreFacts(), quality },
  compare: { page: 'compare', matrix: matrixFacts(), indicator: null, history: null },
  equity: { page: 'equity', equity: equityFacts(), overview: overviewFacts(), analysed: indicatorFacts() },
  targets: { page: 'targets', targets: targetsFacts(), city: targetsFacts() },
  talk: { page: 'talk', talk: talkFacts() },
} as const satisfies Record<PageAnswers['page'], PageAnswers>
