import type { AimBoard } from '@cg/contract/aim'
import {
  equityFacts,
  fullOverview,
  profileFacts,
  qualityFacts,
  indicatorFacts,
  matrixFacts,
  me,
  passportFacts,
  rankingFacts,
  releaseItems,
  scoreFacts,
  welcome,
} from './fixtures.ts'
import { talkFacts } from '@cg/charts/testing/talk-fixture'
import { targetsFacts, unitTargetsFacts } from '@cg/charts/testing/targets-fixture'

const noAims: AimBoard = {
  year: 2026,
  years: [2025, 2026, 2027],
  ofUnits: 0,
  indicators: [],
  proposals: [],
  mayPropose: true,
}

/** The reply for a path of the reading API, or undefined when it is none. */
export function answerFor(path: string): unknown {
  if (path === '/api/v1/session') return me()
  if (path === '/api/v1/welcome') return welcome()
  if (path === '/api/v1/releases') return { items: releaseItems() }
  if (path === '/api/v1/statements/waiting') return { wanted: [], returned: [], toDecide: [] }
  if (path === '/api/v1/inbox/unread') return { unread: 0 }
  if (path === '/api/v1/inbox') return { items: [], total: 0, unread: 0 }
  if (path === '/api/v1/aims') return noAims
  const [, code = '', rest = ''] = /^\/api\/v1\/releases\/([^/]+)\/(.+)$/.exec(path) ?? []
  const release = releaseItems().find((item) => item.head.code === code)?.head
  if (!release) return undefined
  if (rest === 'overview') return { ...fullOverview(), release }
  if (rest === 'talk') return { ...talkFacts(), release }
  if (rest === 'targets') return { ...targetsFacts(), release }
  if (rest.startsWith('targets/')) return { ...unitTargetsFacts(), release }
  if (rest === 'matrix') return { ...matrixFacts(), release }
  if (rest === 'equity') return { ...equityFacts(), release }
  if (rest === 'quality') return { ...qualityFacts(), release }
  if (rest.startsWith('units/')) {
    const facts = profileFacts(rest.slice('units/'.length))
    return facts === null ? undefined : { ...facts, release }
  }
  if (rest === 'rankings/score') return { ...scoreFacts(), release }
  if (rest.startsWith('rankings/')) return { ...rankingFacts(), release }
  if (rest.startsWith('indicators/')) return { ...indicatorFacts(), release }
  if (rest.startsWith('passport')) return { ...passportFacts(), release }
  return undefined
}
