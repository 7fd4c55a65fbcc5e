import type { PrecheckReport, ReleaseDifference } from '@cg/contract/publish'
import { formatResult } from '@cg/domain/number-format'
import { formatSubmissionState, submissionStates } from '@cg/domain/submission'
import { useState } from 'react'
import { lightWords } from '../../lib/words.ts'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { StatusMark } from '../../ui/status-chip.tsx'

/** What stands against publishing, and what would change. */
export function Precheck({ report }: { report: PrecheckReport }) {
  const { forms, coverage, undecidedExplanations, obstacles, difference } = report
  return (
    <>
      <ul className="precheck">
        <li>
          <StatusMark tone={forms.accepted === forms.due ? 'good' : 'near'} />
          报表通过 {forms.accepted} / {forms.due}
          {forms.late > 0 && `，迟报 ${forms.late}`}
        </li>
        <li>
          <StatusMark tone={coverage === null || coverage < 0.9 ? 'near' : 'good'} />
          指标覆盖 {coverage === null ? '—' : `${(coverage * 100).toFixed(1)}%`}
        </li>
        <li>
          <StatusMark tone={undecidedExplanations.length === 0 ? 'good' : 'near'} />
          未决说明 {undecidedExplanations.length} 条
        </li>
        <li>
          <StatusMark tone={report.isStale ? 'late' : 'good'} />
          {report.isStale ? '生成后数据有变化，请重新计算' : '与当前数据一致'}
        </li>
      </ul>
      {obstacles.length > 0 && (
        <ul className="publish-obstacles">
          {obstacles.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      )}
      {forms.missing.length > 0 && (
        <details>
          <summary>未通过的 {forms.missing.length} 张表（将按未报处理）</summary>
          <ul className="publish-missing">
            {forms.missing.map((one) => (
              <li key={`${one.form}|${one.reporter}`}>
                {one.reporterName} · {one.formName} · {stateWord(one.state)}
              </li>
            ))}
          </ul>
        </details>
      )}
      {difference !== null && <Difference difference={difference} />}
    </>
  )
}

function stateWord(state: string): string {
  const known = submissionStates.find((one) => one === state)
  return known === undefined ? state : formatSubmissionState(known)
}

const firstRows = 12

function Difference({ difference }: { difference: ReleaseDifference }) {
  const [isAll, setAll] = useState(false)
  const { figures } = difference
  const shown = isAll ? figures : figures.slice(0, firstRows)
  const side = (figure: ReleaseDifference['figures'][number], which: 'from' | 'to') => {
    const one = figure[which]
    return `${formatResult(one, { unit: figure.measureUnit, decimals: figure.decimals })}${one.rank === null ? '' : ` · 第${one.rank}`}${one.light === null ? '' : ` · ${lightWords[one.light]}`}`
  }
  return (
    <details className="publish-difference" open>
      <summary>
        与 {difference.from.code} 相比：{figures.length} 处数值、位次或灯有变化，涉及 {difference.unitsAffected.length}{' '}
        个单位
      </summary>
      <DataTable
        caption="与上一次发布的差异"
        isDense
        rows={shown}
        rowKey={(figure) => `${figure.indicator}|${figure.unit ?? ''}`}
        columns={[
          { key: 'indicator', header: '指标', isRowHeader: true, cell: (figure) => figure.indicatorName },
          { key: 'unit', header: '单位', cell: (figure) => figure.unitName },
          { key: 'from', header: difference.from.code, align: 'right', cell: (figure) => side(figure, 'from') },
          { key: 'to', header: '试看', align: 'right', cell: (figure) => side(figure, 'to') },
        ]}
      />
      {figures.length > firstRows && (
        <Button kind="quiet" onClick={() => setAll(!isAll)}>
          {isAll ? '收起' : `显示全部 ${figures.length} 处`}
        </Button>
      )}
    </details>
  )
}
