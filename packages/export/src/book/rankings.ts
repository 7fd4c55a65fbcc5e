import type { BookFacts } from '@cg/contract/release/book'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { dimensionNames } from '@cg/contract/dimension'
import type { Markup } from './html.ts'
import { html } from './html.ts'
import { build, chartFigure, leaf } from './parts.ts'

/** 排名: the composite score whole, and a way to each indicator. */
export function rankingLeaf({ score, indicators }: BookFacts): Markup {
  return leaf('ranking', scoreTitle(score), [
    ...(score === null ? [html`<p class="none">本期没有综合得分：发布时没有采用计分方案。</p>`] : scoreParts(score)),
    html`<h2>单项指标</h2>
      ${indicatorList(indicators)}`,
  ])
}

function scoreTitle(score: RankingFacts | null): string {
  if (score === null) return '排名'
  const built = build({ kind: 'district-ranking' }, { facts: 'ranking', data: score })
  return 'model' in built ? built.model.title : '综合得分排名'
}

function scoreParts(score: RankingFacts): Markup[] {
  const facts = { facts: 'ranking', data: score } as const
  return [
    chartFigure({ spec: { kind: 'district-ranking' }, facts, table: 'open', title: 'neutral' }),
    chartFigure({ spec: { kind: 'rank-interval' }, facts, table: 'open', notes: 'own' }),
    chartFigure({ spec: { kind: 'dimensions' }, facts, table: 'open', notes: 'own' }),
    chartFigure({ spec: { kind: 'bump' }, facts, notes: 'own' }),
  ]
}

/** Links to the indicators, by block. */
function indicatorList(indicators: BookFacts['indicators']): Markup[] {
  const blocks = Map.groupBy(indicators, ({ facts }) => facts.indicator.dimension)
  return Array.from(blocks, ([code, found]) => {
    const links = found.map(
      ({ facts }) => html`<li><a href="#i-${facts.indicator.code}">${facts.indicator.name}</a></li>`,
    )
    return html`<h3>${dimensionNames[code] ?? code}</h3>
      <ul class="links">
        ${links}
      </ul>`
  })
}
