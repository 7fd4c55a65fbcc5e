import type { BulletinAnswers } from '../bulletin/sources.ts'
import { matrixFacts, overviewFacts, scoreFacts } from './fixtures.ts'
import { targetsFacts } from './targets-fixture.ts'

/** The answers that a 通报 is written from. */
export function bulletinAnswers(change: Partial<BulletinAnswers> = {}): BulletinAnswers {
  return {
    overview: overviewFacts(),
    matrix: matrixFacts(),
    targets: targetsFacts(),
    score: scoreFacts(),
    plan: { plan: null, followUps: null },
    correction: null,
    office: '',
    ...change,
  }
}
