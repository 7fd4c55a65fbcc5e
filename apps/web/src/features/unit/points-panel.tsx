import { pointLists, pointsRule } from '@cg/charts/page/unit'
import { sentence } from '@cg/domain/claim/claim'
import type { Claim } from '@cg/contract/claims'
import type { IndicatorFact } from '@cg/contract/release/fact'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { WholeWords } from '../../shared/whole-words.tsx'
import { Panel } from '../../ui/panel.tsx'

type Point = Extract<Claim, { kind: 'unit_place' | 'unit_shift' | 'reach' }>

type PointsProps = {
  claims: readonly Claim[]
  indicators: readonly IndicatorFact[]
  words: readonly string[] | undefined
}

/** Where the unit stands well, where it stands badly, what moved: each a claim of the release. */
export function PointsPanel({ claims, indicators, words }: PointsProps) {
  return (
    <Panel title="位次与变动" subtitle={pointsRule} className="span-8 unit-points">
      <div className="unit-columns">
        {pointLists(claims).map((list) => (
          <Points
            key={list.title}
            indicators={indicators}
            words={words}
            title={list.title}
            claims={list.claims}
            empty={list.empty}
          />
        ))}
      </div>
    </Panel>
  )
}

function Points({
  title,
  claims,
  empty,
  ...shared
}: {
  title: string
  claims: readonly Point[]
  empty: string
  indicators: readonly IndicatorFact[]
  words: readonly string[] | undefined
}) {
  return (
    <section className="unit-column">
      <h3>{title}</h3>
      {claims.length === 0 ? <p className="muted">{empty}</p> : <PointList claims={claims} {...shared} />}
    </section>
  )
}

/** Sentences, each with a link to its indicator. */
export function PointList({
  claims,
  indicators,
  words,
}: {
  claims: readonly Point[]
  indicators: readonly IndicatorFact[]
  words: readonly string[] | undefined
}) {
  return (
    <ul className="unit-sentences">
      {claims.map((claim) => {
        const subject = claim.kind === 'reach' ? claim.goal.subject : claim.subject
        const code = indicators.find((indicator) => indicator.name === subject)?.code
        return (
          <li key={subject}>
            <IndicatorLink code={code}>
              <WholeWords text={sentence(claim)} words={words} />
            </IndicatorLink>
          </li>
        )
      })}
    </ul>
  )
}

function IndicatorLink({ code, children }: { code: string | undefined; children: ReactNode }) {
  if (code === undefined) return children
  return (
    <Link className="unit-sentence" to="/i/$code" params={{ code }}>
      {children}
    </Link>
  )
}
