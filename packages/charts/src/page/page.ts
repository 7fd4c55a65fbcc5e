import type { PageAnswers, PageParams } from '@cg/contract/release/page'
import { unreachable } from '@cg/domain/must'
import { withCorrection } from '../lines.ts'
import { supersededWords } from '../superseded.ts'
import { comparePage } from './compare.ts'
import { equityPage } from './equity.ts'
import { indicatorPage } from './indicator.ts'
import { overviewPage } from './overview.ts'
import type { PageModel } from './page-model.ts'
import { rankingPage } from './ranking.ts'
import { talkPage } from './talk.ts'
import { targetsPage } from './targets.ts'
import { unitPage } from './unit.ts'

/**
 * A page of a release from its specification: the frozen answers it reads and what its address says of it. Screen, PDF and
 * deck take their titles, sentences and charts from the same functions. `correction`: the release that corrected this one.
 * Throws ChartRefusal where there is nothing to show.
 */
export function pageFrom(answers: PageAnswers, params: PageParams, correction: string | null): PageModel {
  const page = uncorrected(answers, params)
  if (correction === null) return page
  const { lines, blocks } = page
  return {
    ...page,
    lines: { ...lines, release: `${lines.release}，${supersededWords(correction)}` },
    blocks: blocks.map((block) =>
      'model' in block ? { ...block, model: withCorrection(block.model, correction) } : block,
    ),
  }
}

function uncorrected(answers: PageAnswers, params: PageParams): PageModel {
  switch (answers.page) {
    case 'overview':
      return overviewPage(answers, params)
    case 'ranking':
      return rankingPage(answers, params)
    case 'indicator':
      return indicatorPage(answers, params)
    case 'unit':
      return unitPage(answers, params)
    case 'compare':
      return comparePage(answers, params)
    case 'equity':
      return equityPage(answers, params)
    case 'targets':
      return targetsPage(answers, params)
    case 'talk':
      return talkPage(answers, params)
    default:
      return unreachable(answers)
  }
}
