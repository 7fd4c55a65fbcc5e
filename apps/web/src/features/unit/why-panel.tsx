import { nextSentences, referencesOf, waterfallBuilt, whyKinds } from '@cg/charts/page/unit'
import type { ScoreReference } from '@cg/contract/chart-choices'
import type { Claim } from '@cg/contract/claims'
import type { ReleaseHead } from '@cg/contract/release/head'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { sentence } from '@cg/domain/claim/claim'
import { useNavigate } from '@tanstack/react-router'
import { ChartPanel } from '../../charts/chart-panel.tsx'
import { Panel } from '../../ui/panel.tsx'
import { SegmentedControl } from '../../ui/segmented.tsx'

const referenceWords: Readonly<Record<ScoreReference, string>> = {
  lastQuarter: '上季',
  ahead: '前一位',
  group: '组内平均',
  groupAhead: '组内前一位',
}

type WhyProps = {
  head: ReleaseHead
  facts: RankingFacts
  unit: string
  claims: readonly Claim[]
  against: ScoreReference | undefined
}

/** The score against another one, step by step, its sentence, and what would gain the next place. */
export function WhyPanel({ head, facts, unit, claims, against }: WhyProps) {
  const navigate = useNavigate({ from: '/u/$unit' })
  const offered = referencesOf(facts, unit)
  const shown = offered.find((reference) => reference === against) ?? offered[0]
  const built = shown === undefined ? null : waterfallBuilt(facts, unit, shown)
  if (shown === undefined || built === null || !('model' in built))
    return (
      <Panel title="得分对照" className="span-7">
        <p className="muted">本期没有可以对照的得分。</p>
      </Panel>
    )
  const told = claims.find((claim) => claim.kind === 'why' && claim.against.kind === whyKinds[shown])
  return (
    <ChartPanel
      head={head}
      spec={built.spec}
      model={built.model}
      title={built.model.neutralTitle}
      hasFootnote={false}
      className="span-7 unit-why"
      controls={
        offered.length > 1 && (
          <SegmentedControl
            label="对照"
            value={shown}
            options={offered.map((reference) => ({ value: reference, label: referenceWords[reference] }))}
            onChange={(vs) =>
              void navigate({ search: (old) => ({ ...old, vs: vs === offered[0] ? undefined : vs }), replace: true })
            }
          />
        )
      }
    >
      {told !== undefined && <p className="unit-told">{sentence(told)}</p>}
      <Next facts={facts} unit={unit} claims={claims} />
    </ChartPanel>
  )
}

/** What would gain the next place, and who has that value already. */
function Next({ facts, unit, claims }: Pick<WhyProps, 'facts' | 'unit' | 'claims'>) {
  const told = nextSentences(facts, unit, claims)
  if (told.length === 0) return null
  return (
    <>
      <h3 className="unit-next">位次还能怎样变</h3>
      <ul className="unit-sentences">
        {told.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </>
  )
}
