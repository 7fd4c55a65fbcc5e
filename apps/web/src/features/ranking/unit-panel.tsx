import { contributionBuilt, whySentences } from '@cg/charts/page/ranking'
import { goalWord, hasZeros, zerosOf } from '@cg/charts/ranking-rows'
import { unitChanges } from '@cg/contract/claims/unit'
import { comparisonParts } from '@cg/domain/claim/comparison'
import type { ChangeClaim } from '@cg/domain/claim/movement'
import { placeStepWords, placeWords } from '@cg/domain/claim/words'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { formatProse, formatState, formatValue } from '@cg/domain/number/number-format'
import { Link, useNavigate } from '@tanstack/react-router'
import { Suspense, lazy, useState } from 'react'
import type { ReactNode } from 'react'
import { ChartPanel } from '../../charts/chart-panel.tsx'
import { LightChip } from '../../charts/light-chip.tsx'
import { Sparkline } from '../../charts/sparkline.tsx'
import { AdjustedList } from '../../shared/adjusted-list.tsx'
import { CompareButton } from '../../shared/compare-button.tsx'
import { unitKindWords } from '../../shared/words.ts'
import { Button, IconButton } from '../../ui/button.tsx'

const PassportDrawer = lazy(() =>
  import('../../charts/passport-drawer.tsx').then((module) => ({ default: module.PassportDrawer })),
)

function Pair({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </>
  )
}

function intervalWords(low: number | null, high: number | null): string | null {
  if (low === null || high === null) return null
  return low === high ? `第${low}位` : `第${low}—${high}位`
}

/** One unit: place, change, certainty, and for the score what raised and lowered it. */
export function UnitPanel({ facts, unit, onClose }: { facts: RankingFacts; unit: string; onClose: () => void }) {
  const at = facts.units.code.indexOf(unit)
  const { measure } = facts
  const value = facts.value[at] ?? null
  const state = facts.state[at] ?? 'not_reported'
  const rank = facts.rank[at] ?? null
  const history = facts.history.value.map((values) => values[at] ?? null)
  return (
    <aside className="unit-panel" aria-label={facts.units.name[at]}>
      <section className="panel">
        <header className="unit-head">
          <div>
            <h2>{facts.units.name[at]}</h2>
            <p className="panel-subtitle">
              {[
                unitKindWords[facts.units.kind[at] ?? ''] ?? facts.units.kind[at],
                facts.units.group[at] && `考核组：${facts.units.group[at]}`,
              ]
                .filter(Boolean)
                .join('，')}
            </p>
          </div>
          <IconButton icon="close" label="取消选择" onClick={onClose} />
        </header>
        <div className="unit-value">
          <span className="unit-rank">{rank === null ? '未参与排名' : placeWords(rank, facts.isTied[at])}</span>
          {hasZeros(facts, at) && <span className="muted">{zerosOf(facts, at)}</span>}
          <Sparkline values={history} words={`近${history.length}个季度走势`} />
        </div>
        <UnitFacts facts={facts} at={at} />
        <AdjustedList facts={facts} at={at} />
        <p className="row unit-links no-print">
          <Link to="/compare" search={({ p, pub }) => ({ p, pub, units: unit, focus: unit })}>
            加入对比 →
          </Link>
        </p>
        <p className="unit-links no-print">
          <Link to="/u/$unit" params={{ unit }}>
            打开画像 →
          </Link>
        </p>
        {measure.kind === 'indicator' && (value !== null || state !== 'not_applicable') && (
          <UnitLinks facts={facts} unit={unit} />
        )}
      </section>
      <Why facts={facts} unit={unit} />
      <Contribution facts={facts} unit={unit} />
    </aside>
  )
}

function UnitFacts({ facts, at }: { facts: RankingFacts; at: number }) {
  const { measure } = facts
  const value = facts.value[at] ?? null
  const state = facts.state[at] ?? 'not_reported'
  const previousRank = facts.previousRank[at] ?? null
  const rankNow = facts.rankAmongCommon[at] ?? null
  const groupRank = facts.groupRank[at] ?? null
  const target = facts.target[at] ?? null
  const expected = facts.expected[at] ?? null
  const changes = unitChanges(facts, at)
  const interval = intervalWords(facts.rankLow[at] ?? null, facts.rankHigh[at] ?? null)
  const reason = facts.unrankedReason[at] ?? null
  return (
    <dl className="facts">
      <Pair term={measure.name}>
        <b>{value === null ? formatState(state) : formatProse(value, measure)}</b>{' '}
        <LightChip light={facts.light[at] ?? null} />
      </Pair>
      {reason !== null && <Pair term="说明">{reason}</Pair>}
      {changes.filter(({ comparison }) => comparison.against !== 'baseline').map(changePair)}
      {rankNow !== null && previousRank !== null && <Pair term="位次">{placeStepWords(previousRank, rankNow)}</Pair>}
      {interval !== null && <Pair term="位次区间">{interval}</Pair>}
      {groupRank !== null && <Pair term="考核组内">{placeWords(groupRank)}</Pair>}
      {expected !== null && <Pair term={goalWord}>{formatProse(expected, measure)}</Pair>}
      {target !== null && target !== expected && (
        <Pair term={`${facts.targetYear}年目标`}>{formatProse(target, measure)}</Pair>
      )}
      {changes.filter(({ comparison }) => comparison.against === 'baseline').map(changePair)}
    </dl>
  )
}

function changePair({ comparison, format }: ChangeClaim) {
  const parts = comparisonParts(comparison, format)
  if (parts === null) return null
  const base = comparison.against === 'baseline' ? `（基期 ${formatValue(comparison.before, format)}）` : ''
  return (
    <Pair key={parts.term} term={parts.term}>
      {parts.text}
      {base}
    </Pair>
  )
}

function UnitLinks({ facts, unit }: { facts: RankingFacts; unit: string }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <p className="row unit-links no-print">
      <Button kind="quiet" onClick={() => setOpen(true)}>
        数据来路
      </Button>
      <CompareButton unit={unit} name={facts.units.shortName[facts.units.code.indexOf(unit)] ?? unit} />
      <Link to="/i/$code" params={{ code: facts.measure.code }}>
        指标详情 →
      </Link>
      <Suspense fallback={null}>
        {isOpen && (
          <PassportDrawer
            head={facts.release}
            indicator={facts.measure.code}
            unit={unit}
            onClose={() => setOpen(false)}
          />
        )}
      </Suspense>
    </p>
  )
}

/** What sets the score apart from the unit ahead, last quarter and the others, and what would gain a place. */
function Why({ facts, unit }: { facts: RankingFacts; unit: string }) {
  const sentences = whySentences(facts, unit)
  if (sentences.length === 0) return null
  return (
    <section className="panel" aria-label="得分说明">
      <h3>得分说明</h3>
      <ul className="why">
        {sentences.map(({ key, text }) => (
          <li key={key}>{text}</li>
        ))}
      </ul>
      <p className="ranking-note">各项相加等于两个得分之差；上季得分按本季方案重新计算。</p>
    </section>
  )
}

/** Parts by points lost; a click leads to that indicator's ranking with the same unit. */
function Contribution({ facts, unit }: { facts: RankingFacts; unit: string }) {
  const navigate = useNavigate({ from: '/rank' })
  const built = contributionBuilt(facts, unit)
  if (built === null || !('model' in built)) return null
  return (
    <ChartPanel
      head={facts.release}
      spec={built.spec}
      model={built.model}
      hasFootnote={false}
      className="contribution"
      onSelect={(key) => {
        // What was added or taken beside the indicators has no ranking of its own.
        if (facts.parts.some(({ code }) => code === key))
          void navigate({ search: (old) => ({ ...old, by: key, view: undefined }) })
      }}
    >
      <p className="ranking-note">浅色底条为该项满分，按失分由多到少排列。</p>
    </ChartPanel>
  )
}
