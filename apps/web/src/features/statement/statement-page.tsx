import './statement.css'
import { statementActionNames, statementStateNames } from '@cg/contract/statement'
import type { Statement, StatementBoard, WantedStatement } from '@cg/contract/statement'
import { formatDateTime, formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { LightChip } from '../../charts/light-chip.tsx'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { Quarters } from '../../shared/quarters.tsx'
import { waitingQuery } from '../../shared/statement-hint.tsx'
import { useTitle } from '../../shared/use-title.ts'
import { WholeWords } from '../../shared/whole-words.tsx'
import { Button } from '../../ui/button.tsx'
import { PageHead } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { EmptyState, LoadingState } from '../../ui/states.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import type { Tone } from '../../ui/status-chip.tsx'
import { DecideDialog } from './decide-dialog.tsx'
import type { Asked } from './decide-dialog.tsx'
import { figureWords } from './figure-words.ts'
import { statementsQuery } from './queries.ts'
import type { About } from './queries.ts'
import { SaidWords } from './said-words.tsx'
import { WriteDialog } from './write-dialog.tsx'

/** 滞后说明: lead departments state why figures are late or missing, other eyes accept or return it. */
export function StatementPage() {
  useTitle('滞后说明')
  const { quarter } = useSearch({ from: '/signed-in/statements' })
  const { data, error, refetch } = useQuery(statementsQuery(quarter))
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  return <Board key={data.period} board={data} quarter={quarter} />
}

function Board({ board, quarter }: { board: StatementBoard; quarter: string | undefined }) {
  const [about, setAbout] = useState<About | null>(null)
  const [asked, setAsked] = useState<Asked | null>(null)
  const client = useQueryClient()
  const period = parsePeriod(board.period)
  const take = (next: StatementBoard) => {
    client.setQueryData(statementsQuery(quarter).queryKey, next)
    void client.invalidateQueries({ queryKey: waitingQuery.queryKey })
  }
  const toDecide = board.items.filter(({ may }) => may.includes('accept'))
  const toCorrect = board.items.filter(({ may }) => may.includes('submit'))
  const rest = board.items.filter((item) => !toDecide.includes(item) && !toCorrect.includes(item))
  const lists = { onAsk: setAsked, onAgain: (item: Statement) => setAbout({ again: item }) }
  return (
    <>
      <PageHead
        title={<WholeWords text={headline(board)} words={[]} />}
        subtitle={subtitle(board)}
        meta={<Quarters board={board} page="/statements" />}
      />
      <div className="stack">
        {toDecide.length > 0 && (
          <Panel title={`待审核${toDecide.length}条`}>
            <StatementList items={toDecide} {...lists} />
          </Panel>
        )}
        {toCorrect.length > 0 && (
          <Panel title={`被退回${toCorrect.length}条，待修改后再报`}>
            <StatementList items={toCorrect} {...lists} />
          </Panel>
        )}
        <Wanted board={board} onWrite={(wanted) => setAbout({ wanted, period: board.period })} />
        <Panel title="已报送的说明">
          {rest.length === 0 ? (
            <EmptyState title={toDecide.length + toCorrect.length > 0 ? '没有其他说明' : '还没有报送说明'}>
              报送之后，这里列出每一条的办理情况。
            </EmptyState>
          ) : (
            <StatementList items={rest} {...lists} />
          )}
        </Panel>
      </div>
      {about !== null && <WriteDialog about={about} period={period} onBoard={take} onClose={() => setAbout(null)} />}
      {asked !== null && <DecideDialog asked={asked} onBoard={take} onClose={() => setAsked(null)} />}
    </>
  )
}

function headline({ wanted, items }: StatementBoard): string {
  const count = (state: Statement['state']): number => items.filter((item) => item.state === state).length
  const returned = count('returned')
  const back = returned === 0 ? '' : `，退回${returned}条`
  return `滞后说明：待写${wanted.length}项，待审核${count('submitted')}条${back}，已采纳${count('accepted')}条`
}

function subtitle({ period, release }: StatementBoard): string {
  const quarter = formatPeriod(parsePeriod(period))
  return release === null
    ? `${quarter}，按已审核的报表试算，未发布；采纳的说明随发布一并公布`
    : `${quarter}已发布（${release}），此后采纳的说明在更正发布时才会列出`
}

/** What is still to be written, by department and indicator. */
function Wanted({ board, onWrite }: { board: StatementBoard; onWrite: (wanted: WantedStatement) => void }) {
  const { wanted } = board
  const groups = [...Map.groupBy(wanted, ({ indicator }) => indicator)]
  return (
    <Panel title={`待说明${wanted.length}项`} subtitle="本期滞后或逾期未报、牵头部门还没有说明的数值">
      {wanted.length === 0 && (
        <EmptyState title="没有待说明的数值">滞后和逾期未报的都已说明，或本期没有滞后。</EmptyState>
      )}
      <ul className="statement-groups">
        {groups.map(([indicator, own]) => (
          <li key={indicator}>
            <h3>
              {own[0]?.indicatorName}
              <span className="muted">{own[0]?.departmentName}</span>
            </h3>
            <ul className="statement-wanted">
              {own.map((one) => (
                <li key={one.unit}>
                  <span className="statement-unit">{one.unitName}</span>
                  <LightChip light={one.kind === 'late' ? 'late' : null} state={one.state} />
                  <span>{figureWords(one, one)}</span>
                  {one.mayWrite && (
                    <Button
                      kind="quiet"
                      aria-label={`写说明：${one.unitName}${one.indicatorName}`}
                      onClick={() => onWrite(one)}
                    >
                      写说明
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

const tones: Readonly<Record<Statement['state'], Tone>> = {
  submitted: 'info',
  accepted: 'good',
  returned: 'near',
  withdrawn: 'none',
  revoked: 'none',
}

type ListProps = {
  items: readonly Statement[]
  onAsk: (asked: Asked) => void
  onAgain: (item: Statement) => void
}

function StatementList({ items, onAsk, onAgain }: ListProps) {
  return (
    <ul className="statement-list">
      {items.map((item) => (
        <li key={item.id} className="statement">
          <div className="statement-head">
            <b>
              {item.unitName}　{item.indicatorName}
            </b>
            <StatusChip tone={tones[item.state]}>{statementStateNames[item.state]}</StatusChip>
            <span className="muted">
              {item.departmentName}，{figureWords(item, item.figure)}
            </span>
          </div>
          <SaidWords item={item} />
          <ol className="statement-steps">
            {item.steps.map((step, at) => (
              <li key={at}>
                {formatDateTime(step.at)} {step.by} {statementActionNames[step.action]}
                {step.note !== '' && `：${step.note}`}
              </li>
            ))}
          </ol>
          <div className="statement-actions">
            {item.may.map((action) =>
              action === 'submit' ? (
                <Button
                  key={action}
                  onClick={() => onAgain(item)}
                  aria-label={`修改后再报：${item.unitName}${item.indicatorName}`}
                >
                  修改后再报
                </Button>
              ) : (
                <Button
                  key={action}
                  kind={action === 'accept' ? 'primary' : 'plain'}
                  aria-label={`${statementActionNames[action]}：${item.unitName}${item.indicatorName}`}
                  onClick={() => onAsk({ item, action })}
                >
                  {statementActionNames[action]}
                </Button>
              ),
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}
