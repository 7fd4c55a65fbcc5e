import { versionPairs } from '@cg/charts/page/versions'
import { figureOf } from '@cg/charts/figure'
import { indicatorLapses } from '@cg/charts/lapses'
import { lightWord } from '@cg/charts/ranking-table'
import type { ChartSpec } from '@cg/contract/chart'
import type { BookFacts, BookIndicator } from '@cg/contract/release/book'
import { sentence } from '@cg/domain/claim/claim'
import { must } from '@cg/domain/must'
import { formatPeriod, formatState, formatValue, spokenUnit } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import type { Markup } from './html.ts'
import { html } from './html.ts'
import { chartFigure, chartTable, figureId, leaf, sentences, statedFigures } from './parts.ts'

/** One indicator: what it is, how the units rank by it, and where each of its figures comes from. */
export function indicatorLeaf(book: BookFacts, { facts, ranking, working }: BookIndicator): Markup {
  const { indicator } = facts
  const said = facts.claims.map(sentence)
  return leaf(`i-${indicator.code}`, indicator.name, [
    sentences([...new Set(said)]),
    definition(facts),
    chartFigure({
      spec: { kind: 'district-ranking', measure: indicator.code },
      facts: { facts: 'ranking', data: ranking },
      table: 'open',
      notes: 'own',
    }),
    chartFigure({
      spec: { kind: 'trend', measure: indicator.code },
      facts: { facts: 'indicator', data: facts },
      notes: 'own',
    }),
    ...groupTables(facts),
    statedFigures(indicatorLapses(facts), '单位'),
    passports(book, facts, working),
    ...facts.notes.map((note) => html`<p class="note">${note}</p>`),
  ])
}

/** By size of enterprise, by cluster, by group of workers: in the city, and of a group in each unit. */
function groupTables(facts: BookIndicator['facts']): (Markup | null)[] {
  const measure = facts.indicator.code
  const workers = facts.workerGroups ?? null
  const specs: ChartSpec[] = [
    ...facts.breakdowns.map(({ axis }): ChartSpec => ({ kind: 'breakdown', measure, axis })),
    ...(workers === null ? [] : [{ kind: 'worker-groups', measure } as const]),
    ...(workers?.groups ?? [])
      .filter(({ group }) => workers?.own === '' || group === workers?.own)
      .map(({ group }): ChartSpec => ({ kind: 'group-gaps', measure, axis: group })),
  ]
  return specs.map((spec) => chartTable(spec, { facts: 'indicator', data: facts }))
}

function definition({ indicator, definitions = [] }: BookIndicator['facts']): Markup {
  const pairs: [string, string][] = [
    ['口径', indicator.definition],
    ['计算公式', indicator.formula],
    ['计量单位', spokenUnit(indicator.unit)],
    ['牵头部门', indicator.leadDepartment],
    ['数据来源', indicator.source],
    ...versionPairs(definitions),
  ]
  return html`<dl class="definition">
    ${pairs
      .filter(([, words]) => words !== '')
      .map(
        ([term, words]) =>
          html`<div>
            <dt>${term}</dt>
            <dd>${words}</dd>
          </div>`,
      )}
  </dl>`
}

type Passport = {
  readonly unit: string
  readonly name: string
  readonly figure: string
  readonly light: string
  readonly working: string
  readonly carriedFrom: string | null
}

/** 数字来路: the working of every figure of the release, the city's first. */
function passports(book: BookFacts, facts: BookIndicator['facts'], working: BookIndicator['working']): Markup {
  const rows = [
    cityPassport(book, facts, working.city),
    ...working.units.map((words, u) => unitPassport(facts, u, words)),
  ]
  return html`<h2>数字来路</h2>
    <div class="wide">
      <table>
        <caption>
          ${facts.indicator.name}：每个数值的计算过程，发布编号 ${facts.release.code}
        </caption>
        <thead>
          <tr>
            <th scope="col">单位</th>
            <th scope="col" class="num">数值（${spokenUnit(facts.indicator.unit)}）</th>
            <th scope="col">状态</th>
            <th scope="col">计算过程（分子、分母为原始数）</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map((row) => passportRow(facts.indicator.code, row))}
        </tbody>
      </table>
    </div>`
}

function cityPassport({ overview }: BookFacts, { city, indicator }: BookIndicator['facts'], working: string): Passport {
  const figure = city.value === null ? formatState(city.state) : formatValue(city.value, indicator)
  const light = city.value === null ? '—' : lightWord(city.light)
  return { unit: '-', name: overview.release.city, figure, light, working, carriedFrom: city.carriedFrom }
}

function unitPassport({ current, indicator, units }: BookIndicator['facts'], u: number, working: string): Passport {
  const figure = figureOf(current.value[u], must(current.state[u]), indicator)
  return {
    unit: must(units.code[u]),
    name: must(units.name[u]),
    figure: figure.text,
    light: figure.value === null ? '—' : lightWord(current.light[u] ?? null),
    working,
    carriedFrom: current.carriedFrom[u] ?? null,
  }
}

function passportRow(indicator: string, { unit, name, figure, light, working, carriedFrom }: Passport): Markup {
  const carried = carriedFrom === null ? '' : `（沿用${formatPeriod(parsePeriod(carriedFrom))}的数值）`
  return html`<tr id="${figureId(indicator, unit)}">
    <th scope="row">${name}</th>
    <td class="num">${figure}</td>
    <td>${light}</td>
    <td>${working}${carried}</td>
  </tr>`
}
