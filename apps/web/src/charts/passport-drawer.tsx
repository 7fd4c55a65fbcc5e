import './passport-drawer.css'
import { signersWords } from '@cg/contract/sign-off-words'
import type { PassportFacts } from '@cg/contract/release/passport'
import type { ReleaseHead } from '@cg/contract/release/head'
import {
  formatDate,
  formatDateTime,
  formatPeriod,
  formatProse,
  formatResult,
  formatState,
  formatValue,
} from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Suspense, lazy } from 'react'
import { sharedLink } from '../lib/shared-link.ts'
import { CompareButton } from '../shared/compare-button.tsx'
import { passportQuery } from '../shared/passport.ts'
import { ProblemPanel } from '../shared/problem-panel.tsx'
import { codeName } from '../shared/words.ts'
import { Drawer } from '../ui/dialog.tsx'
import { LoadingState } from '../ui/states.tsx'
import { LightChip } from './light-chip.tsx'

// Fillers and the office alone are told of evidence: readers do not load the way to its files.
const PassportEvidence = lazy(() =>
  import('./passport-evidence.tsx').then((module) => ({ default: module.PassportEvidence })),
)

// Scored figures are few.
const PassportScorings = lazy(() =>
  import('./passport-scorings.tsx').then((module) => ({ default: module.PassportScorings })),
)

// Few figures are counts of records.
const RegisterBehind = lazy(() =>
  import('./register-behind.tsx').then((module) => ({ default: module.RegisterBehind })),
)

type PassportCell = PassportFacts['cells'][number]

/** 数据来路: the formula with its digits, every raw cell, who entered and accepted it, what was changed and why. */
export function PassportDrawer({
  head,
  indicator,
  unit,
  onClose,
}: {
  head: ReleaseHead
  indicator: string
  unit: string | null
  onClose: () => void
}) {
  const isShared = sharedLink() !== null
  const { data, error, refetch } = useQuery({ ...passportQuery(head.code, indicator, unit), enabled: !isShared })
  const title = data ? `${data.unitName}：${data.indicator.name}` : '数据来路'
  return (
    <Drawer isOpen onClose={onClose} title={title} description={`数据来路 ｜ ${codeName(head)} ${head.code}`}>
      {error && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {isShared && <p>会议链接只打开所分享的一页，不含数据来路。需要查看请登录平台。</p>}
      {!isShared && !data && !error && <LoadingState />}
      {data && unit !== null && (
        <p className="row no-print">
          <CompareButton unit={unit} name={data.unitName} />
          <Link to="/u/$unit" params={{ unit }}>
            区县画像 →
          </Link>
        </p>
      )}
      {data && <Passport facts={data} />}
      {data && (
        <Suspense fallback={null}>
          <RegisterBehind head={head} indicator={indicator} unit={unit} />
        </Suspense>
      )}
    </Drawer>
  )
}

function Passport({ facts }: { facts: PassportFacts }) {
  const { fact, indicator, scorings } = facts
  const scored = new Set(scorings.map(({ item, period }) => `${item} ${period}`))
  return (
    <div className="passport">
      <p className="passport-value">
        {fact.value === null ? formatState(fact.state) : formatProse(fact.value, indicator)}
        <LightChip light={fact.light} state={fact.state} />
      </p>
      <p className="passport-working">{facts.working}</p>
      <p className="muted">{indicator.formula}</p>
      {fact.carriedFrom !== null && (
        <p>本期沿用{formatPeriod(parsePeriod(fact.carriedFrom))}的数值（该指标不是每季采集）。</p>
      )}
      {facts.past !== undefined && <p>{facts.past}</p>}
      {facts.excused !== undefined && <p>{facts.excused}</p>}
      {fact.possibleDoubleCount && <p>该值为各区县之和，跨区县参加的人员可能重复计数。</p>}
      {fact.naiveMean !== null && fact.value !== null && fact.naiveMean !== fact.value && (
        <p>
          全市值按分子之和 ÷ 分母之和计算；各区县数值的简单平均为{formatProse(fact.naiveMean, indicator)}
          ，不作为全市值。
        </p>
      )}
      <h3>所用数据（{facts.cells.length}项）</h3>
      {facts.cells.length === 0 && <p className="muted">没有可列示的原始数据。</p>}
      <ul className="passport-cells">
        {facts.cells.map((cell) => (
          <PassportItem
            key={`${cell.item}-${cell.unit}-${cell.period}`}
            cell={cell}
            isScored={scored.has(`${cell.item} ${cell.period}`)}
          />
        ))}
      </ul>
      {scorings.length > 0 && (
        <Suspense fallback={null}>
          <PassportScorings scorings={scorings} />
        </Suspense>
      )}
      <p className="passport-hash">
        内容校验码 <code>{facts.contentHash}</code>
      </p>
    </div>
  )
}

function PassportItem({ cell, isScored }: { cell: PassportCell; isScored: boolean }) {
  const format = { unit: cell.itemUnit, decimals: cell.decimals }
  return (
    <li className="passport-cell">
      <div className="passport-line">
        <span>
          {cell.unitName} · {cell.itemName}
        </span>
        <b className="nowrap">
          {formatResult(cell, format)}
          {cell.value !== null && ` ${cell.itemUnit}`}
        </b>
      </div>
      <p className="passport-people">
        {formatPeriod(parsePeriod(cell.period))}
        {cell.responsible !== null && ` ｜ 责任部门 ${cell.responsible}`}
        {cell.assisting.length > 0 && `，协助部门 ${cell.assisting.join('、')}`}
        {cell.enteredBy !== null &&
          ` ｜ ${isScored ? '评分写入' : '填报'} ${cell.enteredBy}${cell.enteredAt === null ? '' : ` ${formatDateTime(cell.enteredAt)}`}`}
        {signedLine(cell)}
        {cell.acceptedBy !== null &&
          ` ｜ 审核 ${cell.acceptedBy}${cell.acceptedAt === null ? '' : ` ${formatDateTime(cell.acceptedAt)}`}`}
        {cell.receiptNo !== null && ` ｜ 回执 ${cell.receiptNo}`}
        {cell.finalBy !== null && ` ｜ 快报数，正式数 ${formatDate(cell.finalBy)} 前`}
      </p>
      {cell.revisions.length > 1 && (
        <details>
          <summary>修改 {cell.revisions.length - 1} 次</summary>
          <ol className="passport-revisions">
            {cell.revisions.map((revision) => (
              <li key={`${revision.at}-${revision.new ?? revision.newState}`}>
                {formatDateTime(revision.at)} {revision.by}：
                {revision.old === null ? '（空）' : formatValue(revision.old, format)} →{' '}
                {revision.new === null ? '（空）' : formatValue(revision.new, format)}
                {revision.reason !== '' && `，${revision.reason}`}
              </li>
            ))}
          </ol>
        </details>
      )}
      {cell.evidence !== null && cell.evidence.items.length > 0 && (
        <Suspense fallback={null}>
          <PassportEvidence evidence={cell.evidence} />
        </Suspense>
      )}
    </li>
  )
}

/** Names under the form that was accepted, where it was signed inside; else the one who entered the figure stands there. */
function signedLine({ sentBy }: PassportFacts['cells'][number]): string {
  const { filler, checker, head } = sentBy
  if (checker.by === null)
    return filler.by === null || filler.at === null ? '' : ` ｜ 报送 ${filler.by} ${formatDateTime(filler.at)}`
  return ` ｜ ${signersWords({ filler: [filler.by, filler.at], checker: [checker.by, checker.at], head: [head.by, head.at] })}`
}
