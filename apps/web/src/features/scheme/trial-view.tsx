import { closeMark, placeStepWords } from '@cg/domain/claim/words'
import type { SchemeTrial, TrialQuarter, TrialRow } from '@cg/contract/scheme'
import { formatDateTime, formatPeriod, formatValue } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useState } from 'react'
import { saveFile } from '../../lib/clipboard.ts'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { SegmentedControl } from '../../ui/segmented.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { sharePercent } from './items-table.tsx'
import { trialCsv, trialFileName } from './trial-csv.ts'

/** What the trial shows, under the yellow ribbon from top to bottom. */
export function TrialView({
  trial,
  decimals,
  isOutdated,
}: {
  trial: SchemeTrial
  decimals: number
  isOutdated: boolean
}) {
  const [period, setPeriod] = useState(trial.quarters[0]?.period ?? '')
  const quarter = trial.quarters.find((one) => one.period === period) ?? trial.quarters[0]
  return (
    <section className="scheme-trial" aria-label={`试算结果（${trial.mark}）`}>
      <p className="scheme-ribbon">
        {trial.mark}　《{trial.version.name}》第{trial.version.version}版 · {formatDateTime(trial.triedAt)}
        {isOutdated && '　方案已改动，请重新试算'}
      </p>
      <Warnings trial={trial} />
      {quarter === undefined ? (
        <EmptyState title="还没有已发布的季度">发布第一个季度之后，就可以用它试算。</EmptyState>
      ) : (
        <>
          <div className="scheme-trial-tools no-print">
            <SegmentedControl
              label="试算的季度"
              options={trial.quarters.map((one) => ({
                value: one.period,
                label: formatPeriod(parsePeriod(one.period), 'axis'),
              }))}
              value={quarter.period}
              onChange={setPeriod}
            />
            <Button
              icon="download"
              onClick={() =>
                saveFile(
                  new Blob([trialCsv(trial, decimals)], { type: 'text/csv;charset=utf-8' }),
                  trialFileName(trial),
                )
              }
            >
              导出（带“{trial.mark}”标记）
            </Button>
          </div>
          <QuarterTable quarter={quarter} mark={trial.mark} decimals={decimals} />
        </>
      )}
      <WeightTable trial={trial} />
    </section>
  )
}

function Warnings({ trial: { warnings } }: { trial: SchemeTrial }) {
  if (warnings.length === 0) return <p>没有需要提醒的问题。</p>
  return (
    <ul className="scheme-warnings" aria-label="提醒">
      {warnings.map(({ text }) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  )
}

/** ↑2 ↓1 –: places gained or lost against the published ranking, in ink and in words. */
function Move({ row: { move, officialRank, rank } }: { row: TrialRow }) {
  if (move === null) {
    const words = rank === null ? '不参与排名' : officialRank === null ? '正式排名中没有位次' : ''
    return <span title={words}>—</span>
  }
  const words = placeStepWords(move, 0)
  return (
    <span className={move === 0 ? 'muted' : 'scheme-move'} title={words}>
      <span aria-hidden="true">{move === 0 ? '–' : move > 0 ? `↑${move}` : `↓${-move}`}</span>
      <span className="visually-hidden">{words}</span>
    </span>
  )
}

function QuarterTable({ quarter, mark, decimals }: { quarter: TrialQuarter; mark: string; decimals: number }) {
  const format = { unit: '分', decimals }
  const score = (value: number | null) => (value === null ? '—' : formatValue(value, format))
  const rows = quarter.rows.toSorted(
    (left, right) =>
      (left.rank ?? Infinity) - (right.rank ?? Infinity) || (left.officialRank ?? 0) - (right.officialRank ?? 0),
  )
  const official = quarter.officialScheme
  const hasGrades = rows.some((row) => row.grade !== null)
  return (
    <>
      <h3>
        {formatPeriod(parsePeriod(quarter.period))}：
        {quarter.moved === 0 ? '没有单位位次变化' : `${quarter.moved} 个单位位次变化，最多 ${quarter.largestMove} 位`}
        <span className="scheme-mark">{mark}</span>
      </h3>
      <p className="muted">
        对照 {quarter.release}
        {official === null ? '（当时未计分）' : `，按《${official.name}》第${official.version}版`}
        。正式结果不受试算影响。
      </p>
      <DataTable
        name="ranks"
        caption={`试算排名（${mark}）`}
        isDense
        rows={rows}
        rowKey={(row) => row.unit}
        columns={[
          { key: 'unit', header: '单位', isRowHeader: true, cell: (row) => row.unitName },
          {
            key: 'rank',
            header: `试算位次（${mark}）`,
            align: 'right',
            sortValue: (row) => row.rank,
            cell: (row) => (row.rank === null ? (row.reason ?? '—') : row.isTied ? `并列${row.rank}` : row.rank),
          },
          {
            key: 'move',
            header: '变化',
            align: 'center',
            sortValue: (row) => row.move,
            cell: (row) => <Move row={row} />,
          },
          {
            key: 'official',
            header: '正式位次',
            align: 'right',
            sortValue: (row) => row.officialRank,
            cell: (row) => row.officialRank ?? '—',
          },
          { key: 'score', header: `试算得分（${mark}）`, align: 'right', cell: (row) => score(row.score) },
          { key: 'officialScore', header: '正式得分', align: 'right', cell: (row) => score(row.officialScore) },
          {
            key: 'groups',
            header: '分得开吗',
            cell: (row) => (row.groups.length === 0 ? '' : `第${row.groups.join('、')}组：组内${closeMark}`),
          },
          ...(hasGrades ? [{ key: 'grade', header: '等次', cell: (row: TrialRow) => row.grade ?? '—' }] : []),
        ]}
      />
      {quarter.notes.length > 0 && (
        <details>
          <summary>本季计分说明（{quarter.notes.length}）</summary>
          <ul className="scheme-notes">
            {quarter.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

function WeightTable({ trial: { weights, mark } }: { trial: SchemeTrial }) {
  const share = (value: number | null) => (value === null ? '—' : sharePercent(value))
  return (
    <details className="scheme-weights">
      <summary>各指标实际起作用的权重（最近一期，{mark}）</summary>
      <DataTable
        name="weights"
        caption={`实际权重（${mark}）`}
        isDense
        rows={weights}
        rowKey={(row) => row.indicator}
        columns={[
          { key: 'name', header: '指标', isRowHeader: true, cell: (row) => row.name },
          {
            key: 'share',
            header: '方案占比',
            align: 'right',
            sortValue: (row) => row.share,
            cell: (row) => share(row.share),
          },
          { key: 'official', header: '现行占比', align: 'right', cell: (row) => share(row.officialShare) },
          {
            key: 'effective',
            header: '分摊后平均',
            align: 'right',
            sortValue: (row) => row.effective,
            cell: (row) => share(row.effective),
          },
          {
            key: 'range',
            header: '最低—最高',
            align: 'right',
            cell: (row) => (row.effectiveLow === null ? '—' : `${share(row.effectiveLow)}—${share(row.effectiveHigh)}`),
          },
          {
            key: 'points',
            header: '平均得分率',
            align: 'right',
            sortValue: (row) => row.meanPoints,
            cell: (row) => (row.meanPoints === null ? '—' : sharePercent(row.meanPoints / 100)),
          },
        ]}
      />
    </details>
  )
}
