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
  const places = claims.flatMap((claim) => (claim.kind === 'unit_place' ? [claim] : []))
  const of = (manner: 'front' | 'back') => places.filter((claim) => claim.manner === manner)
  const shifts = claims.filter((claim) => claim.kind === 'unit_shift')
  const shared = { indicators, words }
  return (
    <Panel
      title="位次与变动"
      subtitle="考核指标中位次区间全在前一半或后一半的，各列至多三项；变动至少两位且超出位次区间、基数不少于30的，列为位次变动"
      className="span-8 unit-points"
    >
      <div className="unit-columns">
        <Points {...shared} title="位次靠前" claims={of('front')} empty="没有位次区间全在前一半的考核指标。" />
        <Points {...shared} title="位次靠后" claims={of('back')} empty="没有位次区间全在后一半的考核指标。" />
        <Points {...shared} title="位次变动" claims={shifts} empty="没有可比的、变动两位以上的指标。" />
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
