import type { Claim } from '@cg/contract/claims'
import type { IndicatorFact } from '@cg/contract/release/fact'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { PointList } from './points-panel.tsx'

/** Shown before the reader asks for the rest. */
const few = 8

type ReachProps = {
  claims: readonly Claim[]
  indicators: readonly IndicatorFact[]
  words: readonly string[] | undefined
  /** Whether any of the unit's figures is judged by a goal. */
  isJudged: boolean
}

/** What is still to gain to reach what is expected today, the assessed and the furthest behind first. */
export function ReachPanel({ claims, indicators, words, isJudged }: ReachProps) {
  const [isWhole, setWhole] = useState(false)
  const reaches = claims.filter((claim) => claim.kind === 'reach')
  const shown = isWhole ? reaches : reaches.slice(0, few)
  return (
    <Panel
      title="距时序目标"
      subtitle={`共${reaches.length}项，考核指标在前，按完成程度由低到高`}
      className="unit-reach"
    >
      {reaches.length === 0 ? (
        <p className="muted">{isJudged ? '本期没有需要列出的指标。' : '本期没有可与时序目标比较的指标。'}</p>
      ) : (
        <PointList claims={shown} indicators={indicators} words={words} />
      )}
      {reaches.length > few && !isWhole && (
        <Button kind="quiet" className="no-print" onClick={() => setWhole(true)}>
          显示其余{reaches.length - few}项
        </Button>
      )}
    </Panel>
  )
}
