import { objectionStateNames } from '@cg/contract/appeal'
import type { AppealBoard, Worksheet, WorksheetRow } from '@cg/contract/appeal'
import { againstLastQuarter } from '@cg/domain/claim/words'
import { changeWords } from '@cg/domain/number/difference'
import { formatPeriod, formatResult } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Quarters } from '../../shared/quarters.tsx'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { PageHead } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { ObjectDialog } from './object-dialog.tsx'
import { ObjectionList } from './objections.tsx'
import { checkKey, confirm, worksheetQuery } from './queries.ts'
import { figureName, standingWords, unitWords, windowWords } from './words.ts'

type SheetProps = { board: AppealBoard; unit: string; isOwn: boolean }

/** One district's own figures, to confirm or to object to. */
export function SheetView({ board, unit, isOwn }: SheetProps) {
  const { data, error, refetch } = useQuery(worksheetQuery(board.period, unit))
  const [about, setAbout] = useState<WorksheetRow | null>(null)
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  const missing = data.forms.filter(({ isAccepted }) => !isAccepted)
  return (
    <>
      <PageHead
        title={`${data.unitName}核对表：${formatPeriod(parsePeriod(data.period))}`}
        subtitle={[windowWords(data.window), standingWords(board), ...(data.isDemo ? ['演示数据'] : [])].join('；')}
        meta={
          <>
            {!isOwn && (
              <Link to="/check" search={{ quarter: data.period }}>
                返回核对情况
              </Link>
            )}
            <Quarters board={board} page="/check" />
          </>
        }
      />
      <div className="stack">
        <ConfirmBar sheet={data} />
        {data.objections.length > 0 && (
          <Panel title={`本单位的异议${data.objections.length}条`}>
            <ObjectionList items={data.objections} />
          </Panel>
        )}
        {data.forms.map((form) =>
          form.isAccepted ? (
            <Panel key={form.code} title={form.name} subtitle={`${form.reporterName}填报，已审核通过`}>
              <DataTable
                name={`check-${form.code}`}
                caption={form.name}
                columns={columns(data, setAbout)}
                rows={form.rows}
                rowKey={({ item, breakdown }) => `${item}|${breakdown}`}
                isDense
              />
            </Panel>
          ) : null,
        )}
        {missing.length > 0 && (
          <Panel title={`尚未审核通过${missing.length}张`} subtitle="通过后列入本表；发布时仍未通过的按未报处理">
            <ul className="check-missing">
              {missing.map(({ code, name, reporterName }) => (
                <li key={code}>
                  {name}（{reporterName}）
                </li>
              ))}
            </ul>
          </Panel>
        )}
      </div>
      {about !== null && <ObjectDialog sheet={data} row={about} onClose={() => setAbout(null)} />}
    </>
  )
}

/** 核对无误, by the district itself, of what stands below. */
function ConfirmBar({ sheet }: { sheet: Worksheet }) {
  const client = useQueryClient()
  const notify = useToast()
  const waiting = sheet.objections.filter(({ state }) => state === 'submitted').length
  const act = useMutation({
    mutationFn: () => confirm(sheet),
    onSuccess: async () => {
      notify('已确认核对无误')
      await client.invalidateQueries({ queryKey: checkKey })
    },
  })
  const isDone = sheet.confirmed !== null && !sheet.confirmed.isStale
  const objections = sheet.objections.length
  return (
    <div className="check-window">
      <p>{unitWords({ code: sheet.unit, name: sheet.unitName, confirmed: sheet.confirmed, objections, waiting })}</p>
      {sheet.mayObject && !isDone && waiting === 0 && (
        <Button kind="primary" isBusy={act.isPending} onClick={() => act.mutate()}>
          确认核对无误
        </Button>
      )}
      {act.error !== null && <ProblemPanel error={act.error} />}
    </div>
  )
}

function columns(sheet: Worksheet, onObject: (row: WorksheetRow) => void): readonly Column<WorksheetRow>[] {
  return [
    {
      key: 'item',
      header: '数据项',
      isRowHeader: true,
      cell: (row) => (
        <>
          {figureName(row)}
          <span className="muted">　{row.measured}</span>
        </>
      ),
    },
    {
      key: 'now',
      header: '本季',
      align: 'right',
      cell: (row) => (
        <span title={row.isHidden ? '人数、户数很少的不向填报单位以外显示' : undefined}>
          {formatResult(row.figure, { unit: row.measured, decimals: row.decimals })}
        </span>
      ),
    },
    {
      key: 'before',
      header: sheet.previousRelease === null ? '上季' : `上季（${sheet.previousRelease}）`,
      align: 'right',
      cell: (row) =>
        row.previous === null ? '' : formatResult(row.previous, { unit: row.measured, decimals: row.decimals }),
    },
    {
      key: 'change',
      header: againstLastQuarter,
      align: 'right',
      cell: (row) =>
        changeWords(row.figure.value, row.previous?.value ?? null, { unit: row.measured, decimals: row.decimals }),
    },
    { key: 'objection', header: '异议', cell: (row) => <RowObjection sheet={sheet} row={row} onObject={onObject} /> },
  ]
}

type RowProps = { sheet: Worksheet; row: WorksheetRow; onObject: (row: WorksheetRow) => void }

function RowObjection({ sheet, row, onObject }: RowProps) {
  const { objection } = row
  const mayObject = sheet.mayObject && !row.isHidden && objection?.state !== 'submitted'
  return (
    <span className="check-row-objection">
      {objection !== null && <span>{objectionStateNames[objection.state]}</span>}
      {mayObject && (
        <Button kind="quiet" aria-label={`提出异议：${figureName(row)}`} onClick={() => onObject(row)}>
          {objection === null ? '提出异议' : '再提'}
        </Button>
      )}
    </span>
  )
}
