import { besidePair } from '@cg/charts/page/indicator'
import { onlyQuarterPair } from '@cg/charts/page/only-quarter'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import { formatFigure, formatPeriod, formatProse, formatState } from '@cg/domain/number/number-format'
import { comparisonParts } from '@cg/domain/claim/comparison'
import { redefinedPair } from '@cg/domain/claim/redefined'
import { parsePeriod, yearOf } from '@cg/domain/period'
import type { ReactNode } from 'react'
import { LightChip } from '../../charts/light-chip.tsx'
import { progressWords } from '../../shared/measure-words.ts'

function Item({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="headline-item">
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** The city's figure and its comparisons on one line; the figure opens its own history. */
export function IndicatorHeadline({ facts, onPassport }: { facts: IndicatorFacts; onPassport: () => void }) {
  const { city, indicator, release } = facts
  const year = yearOf(parsePeriod(release.period))
  const figure = city.value === null ? null : formatFigure(city.value, indicator)
  const spans = besidePair(facts)
  const told = [city.value === null ? null : redefinedPair(indicator, release.period), onlyQuarterPair(facts)]
  const changes = facts.claims.flatMap((claim) => (claim.kind === 'change' ? [claim] : []))
  return (
    <dl className="headline panel">
      <div className="headline-item headline-main">
        <dt>
          全市{indicator.name}
          {spans !== null && `（${spans.own}）`}
        </dt>
        <dd>
          <button type="button" className="headline-number" onClick={onPassport} title="查看数据来路">
            {figure === null ? formatState(city.state) : figure.number}
            {figure !== null && <span>{figure.unit}</span>}
          </button>
          <LightChip light={city.light} state={city.state} />
        </dd>
      </div>
      {spans !== null && <Item term={spans.pair[0]}>{spans.pair[1]}</Item>}
      {city.target !== null && (
        <Item term={`${year}年目标`}>
          {formatProse(city.target, indicator)}
          {city.expected !== null && city.expected !== city.target && (
            <span className="headline-more">
              {expectedWord(city.carriedFrom, year)} {formatProse(city.expected, indicator)}
            </span>
          )}
        </Item>
      )}
      {city.progress !== null && <Item term="进度">{progressWords[city.progress]}</Item>}
      {changes.map(({ comparison, format }) => {
        const parts = comparisonParts(comparison, format)
        if (parts === null) return null
        const more = comparison.against === 'baseline' ? `基期 ${formatProse(comparison.before, format)}` : parts.note
        return (
          <Item key={parts.term} term={parts.term}>
            {parts.text}
            {more !== null && <span className="headline-more">{more}</span>}
          </Item>
        )
      })}
      {told
        .filter((pair) => pair !== null)
        .map(([term, words]) => (
          <Item key={term} term={term}>
            <span className="headline-words">{words}</span>
          </Item>
        ))}
      {city.missing.length > 0 && (
        <Item term="尚缺">{city.missing.map((unit) => shortNames(facts).get(unit) ?? unit).join('、')}</Item>
      )}
      {city.carriedFrom !== null && <Item term="数据所属期">{formatPeriod(parsePeriod(city.carriedFrom))}</Item>}
    </dl>
  )
}

/** A figure carried within the year is judged by what was expected when it was measured. */
function expectedWord(carriedFrom: string | null, year: number): string {
  const observed = carriedFrom === null ? null : parsePeriod(carriedFrom)
  return observed !== null && yearOf(observed) === year ? `${formatPeriod(observed)}时序目标` : '本期时序目标'
}

function shortNames({ units }: IndicatorFacts): ReadonlyMap<string, string> {
  return new Map(units.code.map((code, at) => [code, units.shortName[at] ?? code]))
}
