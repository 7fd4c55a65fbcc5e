import { owedCounts } from '@cg/charts/page/overview'
import type { BookFacts } from '@cg/contract/release/book'
import { formatValue } from '@cg/domain/number/number-format'
import { standingWords } from '@cg/domain/target/standing'
import type { Markup } from './html.ts'
import { html } from './html.ts'
import { build, chartFigure, leaf, placeFigure } from './parts.ts'

/** 总览: the core indicators, the ranking, where it is high and low, what needs attention, how the indicators stand and were reported. */
export function cockpitLeaf({ overview, sheet }: BookFacts): Markup {
  const facts = { facts: 'overview', data: overview } as const
  const cards = build({ kind: 'kpi' }, facts)
  const first = overview.rankings[0]
  const gap = overview.gaps.find((one) => one.gap !== null)
  return leaf('overview', 'model' in cards ? cards.model.title : '总览', [
    chartFigure({ spec: { kind: 'kpi' }, facts, table: 'open', title: 'neutral' }),
    first === undefined
      ? null
      : chartFigure({
          spec: { kind: 'district-ranking', measure: first.measure.code },
          facts: { facts: 'ranking', data: first },
        }),
    first === undefined ? null : placeFigure({ sheet }, first),
    gap === undefined ? null : chartFigure({ spec: { kind: 'gaps', measure: gap.indicator }, facts, table: 'open' }),
    alerts(overview),
    standing(overview),
  ])
}

function alerts({ alerts: found }: BookFacts['overview']): Markup {
  if (found.length === 0)
    return html`<h2>需关注</h2>
      <p class="none">本期没有需要列出的事项。</p>`
  const items = found.map(({ title, detail }) => html`<li><b>${title}</b><br />${detail}</li>`)
  return html`<h2>需关注</h2>
    <ul class="alerts">
      ${items}
    </ul>`
}

function standing({ lights, reporting, notes }: BookFacts['overview']): Markup {
  const count = (value: number): string => formatValue(value, { unit: '', decimals: 0 })
  const pairs: [string, number][] = [
    ['达标指标', lights.met],
    ['临近指标', lights.near],
    ['滞后指标', lights.late],
    ...lights.unlit.map(({ standing: word, count: of }): [string, number] => [`${standingWords[word]}指标`, of]),
    ['未设目标的指标', lights.withoutTarget],
    ['本期应报报表', reporting.due],
    ['按期审核通过', reporting.accepted],
    ...owedCounts(reporting),
  ]
  return html`<h2>指标与报送情况</h2>
    <dl>
      ${pairs.map(
        ([term, value]) =>
          html`<div>
            <dt>${term}</dt>
            <dd>${count(value)}</dd>
          </div>`,
      )}
    </dl>
    ${notes.map((note) => html`<p class="note">${note}</p>`)}`
}
