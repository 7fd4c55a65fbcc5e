import type { SpineRow } from '@cg/charts/model'
import type { BookFacts } from '@cg/contract/release/book'
import type { ProfileFacts } from '@cg/contract/release/profile'
import { findClaim } from '@cg/contract/claims'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { unitBlockLines } from '@cg/charts/models/dimensions'
import { blocksRule } from '@cg/charts/page/unit'
import { profileLapses } from '@cg/charts/lapses'
import { allIndicators } from '@cg/charts/models/spine'
import { lightWord } from '@cg/charts/ranking-table'
import { sentence } from '@cg/domain/claim/claim'
import type { Markup } from './html.ts'
import { html } from './html.ts'
import { build, chartFigure, figureId, leaf, sentences, statedFigures } from './parts.ts'

/** 区县画像: what may be said of the unit, its score beside another, and every one of its figures. */
export function unitLeaf({ matrix, score }: BookFacts, profile: ProfileFacts): Markup {
  const { unit, claims } = profile
  const headline = findClaim(claims, 'profile')
  const of = (...kinds: string[]): string[] => claims.filter(({ kind }) => kinds.includes(kind)).map(sentence)
  return leaf(`u-${unit.code}`, headline === null ? `${unit.name}画像` : sentence(headline), [
    part('位次与变动', of('unit_place', 'unit_shift')),
    part('距时序目标', of('reach')),
    statedFigures(profileLapses(matrix, profile, matrix.units.code.indexOf(unit.code)), '指标'),
    part('得分对照', of('why', 'gain', 'within_reach', 'zeros')),
    score === null ? null : blocks(score, unit.code),
    score === null
      ? null
      : chartFigure({
          spec: { kind: 'contribution', focus: unit.code },
          facts: { facts: 'ranking', data: score },
          notes: 'own',
        }),
    figures(matrix, unit.code),
  ])
}

/** What each block, and what was added and taken beside them, gives the unit's composite. */
function blocks(score: RankingFacts, unit: string): Markup | null {
  const lines = unitBlockLines(score, unit)
  if (lines.length === 0) return null
  return html`<h2>分维度得分</h2>
    <div class="wide">
      <table>
        <caption>
          ${blocksRule}
        </caption>
        <thead>
          <tr>
            <th scope="col">维度</th>
            <th scope="col" class="num">方案权重</th>
            <th scope="col" class="num">维度得分</th>
            <th scope="col">位次</th>
            <th scope="col" class="num">计入综合得分</th>
          </tr>
        </thead>
        <tbody>
          ${lines.map(
            ({ name, weight, score: own, place, points }) =>
              html`<tr>
                <th scope="row">${name}</th>
                <td class="num">${weight}</td>
                <td class="num">${own?.text ?? ''}</td>
                <td>${place}</td>
                <td class="num">${points.text}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`
}

function part(title: string, said: readonly string[]): Markup | null {
  const list = sentences(said)
  return list === null
    ? null
    : html`<h2>${title}</h2>
        ${list}`
}

function figures(matrix: BookFacts['matrix'], unit: string): Markup {
  const spec = { kind: 'spine', focus: unit, dimension: allIndicators } as const
  const built = build(spec, { facts: 'matrix', data: matrix })
  if ('refusal' in built) return html`<p class="none">${built.refusal}</p>`
  const { body, neutralTitle, fullNote } = built.model
  if (body.form !== 'spine') return html``
  const sections = [...new Set(body.rows.map((row) => row.section))]
  return html`<h2>全部指标</h2>
    <div class="wide">
      <table>
        <caption>
          ${neutralTitle}；点数值查看计算过程
        </caption>
        <thead>
          <tr>
            <th scope="col">指标</th>
            <th scope="col" class="num">本期</th>
            <th scope="col">变化</th>
            <th scope="col" class="num">${body.baseWord}</th>
            <th scope="col" class="num">${body.goalWord}</th>
            <th scope="col" class="num">位次</th>
            <th scope="col">状态</th>
          </tr>
        </thead>
        ${sections.map(
          (section) =>
            html`<tbody>
              <tr class="block">
                <th scope="rowgroup" colspan="7">${section}</th>
              </tr>
              ${body.rows.filter((row) => row.section === section).map((row) => figureRow(row, unit))}
            </tbody>`,
        )}
      </table>
    </div>
    ${fullNote === null ? null : html`<p class="note">${fullNote}</p>`}`
}

function figureRow(row: SpineRow, unit: string): Markup {
  const carried = row.carried === null ? '' : `（${row.carried}）`
  const light = row.figure.value === null ? '—' : lightWord(row.light)
  return html`<tr>
    <th scope="row"><a href="#i-${row.key}">${row.name}</a>（${row.measured}）</th>
    <td class="num"><a href="#${figureId(row.key, unit)}">${row.figure.text}</a>${carried}</td>
    <td>${row.change}</td>
    <td class="num">${row.base.text}</td>
    <td class="num">${row.goal.text}</td>
    <td class="num">${row.place}</td>
    <td>${light}</td>
  </tr>`
}
