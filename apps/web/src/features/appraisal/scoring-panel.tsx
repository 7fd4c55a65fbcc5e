import { appraisalActionNames, appraisalStateNames } from '@cg/contract/appraisal'
import type { Appraisal, AppraisalAction, AppraisalList, AppraisalUnit } from '@cg/contract/appraisal'
import { pointsOf } from '@cg/domain/claim/appraisal'
import { formatDateTime, formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import type { Tone } from '../../ui/status-chip.tsx'
import { DecideDialog } from './decide-dialog.tsx'
import { ScoreDialog } from './score-dialog.tsx'
import { UnitResult } from './unit-result.tsx'

type ScoringProps = { item: Appraisal; people: AppraisalList['people']; onList: (list: AppraisalList) => void }

const tones: Readonly<Record<Appraisal['state'], Tone>> = {
  open: 'info',
  shut: 'near',
  written: 'good',
  cancelled: 'none',
}

/** One scoring: its scale, who has scored how much, every district, what can be done with it. */
export function ScoringPanel({ item, people, onList }: ScoringProps) {
  const [scored, setScored] = useState<AppraisalUnit | null>(null)
  const [asked, setAsked] = useState<AppraisalAction | null>(null)
  const mayScore = item.may.includes('score')
  return (
    <Panel
      title={`${formatPeriod(parsePeriod(item.period))} ${item.itemName}`}
      subtitle={`《${item.formName}》 · 第${item.round}轮 · 每个区县至少${item.least}份评分 · 依据：${item.reason}`}
      controls={<StatusChip tone={tones[item.state]}>{appraisalStateNames[item.state]}</StatusChip>}
    >
      <p className="muted">{item.definition}</p>
      <Scale item={item} />
      <Progress item={item} />
      {item.state !== 'cancelled' && (
        <ul className="appraisal-units">
          {item.units.map((unit) => (
            <li key={unit.code}>
              <b>{unit.name}</b>
              <UnitResult unit={unit} decimals={item.decimals} />
              {mayScore && <Own unit={unit} onScore={() => setScored(unit)} />}
            </li>
          ))}
        </ul>
      )}
      <Steps item={item} />
      <div className="appraisal-actions">
        {item.may.map((action) =>
          action === 'score' ? null : (
            <Button
              key={action}
              kind={action === 'write' || action === 'shut' ? 'primary' : 'plain'}
              aria-label={`${appraisalActionNames[action]}：${item.itemName}`}
              onClick={() => setAsked(action)}
            >
              {appraisalActionNames[action]}
            </Button>
          ),
        )}
      </div>
      {scored !== null && <ScoreDialog item={item} unit={scored} onList={onList} onClose={() => setScored(null)} />}
      {asked !== null && (
        <DecideDialog item={item} action={asked} people={people} onList={onList} onClose={() => setAsked(null)} />
      )}
    </Panel>
  )
}

function Scale({ item: { scale } }: { item: Appraisal }) {
  return (
    <dl className="appraisal-scale" aria-label="评分标准">
      {scale.map(({ points, words }) => (
        <div key={points}>
          <dt>{pointsOf(points)}</dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  )
}

/** How far each scorer is; said to the office alone. */
function Progress({ item: { scorers, state } }: { item: Appraisal }) {
  if (scorers.length === 0 || state === 'cancelled') return null
  return (
    <p>
      评分进度：{scorers.map(({ name, done, of }) => `${name} ${done}/${of}`).join('、')}。
      {state === 'open' && '截止前，分数对任何人都不显示。'}
    </p>
  )
}

function Own({ unit: { name, mine, barred }, onScore }: { unit: AppraisalUnit; onScore: () => void }) {
  if (barred !== null) return <span className="muted">{barred}</span>
  return (
    <>
      <span className={mine === null ? 'muted' : undefined}>
        {mine === null ? '还没有评' : `您评了${pointsOf(mine.points)}：${mine.reason}（第${mine.round}轮）`}
      </span>
      <Button aria-label={`${mine === null ? '评分' : '改评'}：${name}`} onClick={onScore}>
        {mine === null ? '评分' : '改评'}
      </Button>
    </>
  )
}

function Steps({ item: { steps } }: { item: Appraisal }) {
  return (
    <ol className="appraisal-steps">
      {steps.map(({ action, note, by, at }, place) => (
        <li key={place}>
          {formatDateTime(at)} {by} {appraisalActionNames[action]}
          {note !== '' && `：${note}`}
        </li>
      ))}
    </ol>
  )
}
