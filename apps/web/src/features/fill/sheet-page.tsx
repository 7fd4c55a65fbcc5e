import './sheet.css'
import type { FormParams, getSheet } from '@cg/contract/entry'
import type { Reply } from '@cg/contract/route'
import { formatDateTime, formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { printPage } from '../../lib/print-page.ts'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { useTitle } from '../../shared/use-title.ts'
import { Button } from '../../ui/button.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { rowName } from './editor/form-cells.ts'
import { sheetQuery } from './queries.ts'

type Sheet = Reply<typeof getSheet>

/** The sheet that is printed, signed, stamped and filed. */
export function SheetPage() {
  const params: FormParams = useParams({ strict: false }) as FormParams
  const { data, error, refetch } = useQuery(sheetQuery(params))
  useTitle(`${data?.head.name ?? ''}盖章页`)
  if (error !== null) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  const { head } = data
  return (
    <article className="sheet">
      <p className="sheet-tools no-print">
        <Link className="button button-plain" to="/fill/$period/$form/$reporter" params={params}>
          返回填报
        </Link>
        <Button kind="primary" onClick={() => void printPage()}>
          打印
        </Button>
        {data.receipt === null && <span className="side-hint">尚未提交：打印件会标明“未提交”。</span>}
      </p>
      <LegalLines head={head} />
      <h1>{head.name}</h1>
      <p className="sheet-line">
        <span>填报单位：{head.reporterName}</span>
        <span>{formatPeriod(parsePeriod(head.period))}</span>
        <span>{data.receipt === null ? '未提交' : `回执编号：${data.receipt.receiptNo}`}</span>
      </p>
      <SheetTable sheet={data} />
      <Listed title="情况说明" lines={data.explanations} />
      <Listed title="批注" lines={data.notes} />
      <div className="sheet-signatures">
        {data.signatures.map((one) => (
          <p key={one.label}>
            {one.label}：<span>{one.name}</span>
          </p>
        ))}
      </div>
      <p className="sheet-foot">
        {data.receipt !== null && `内容校验码 ${data.receipt.contentHash.slice(0, 16)} · `}打印时间{' '}
        {formatDateTime(data.printedAt)}
      </p>
    </article>
  )
}

function LegalLines({ head }: { head: Sheet['head'] }) {
  return (
    <div className="sheet-legal">
      {head.tableNo !== null && <p>表　　号：{head.tableNo}</p>}
      <p>制定机关：{head.issuer}</p>
      {head.approvalNo !== null && <p>批准文号：{head.approvalNo}</p>}
      {head.validUntil !== null && <p>有效期至：{head.validUntil}</p>}
      {head.legalNote !== null && <p>{head.legalNote}</p>}
      {head.isDemo && <p>演示数据</p>}
    </div>
  )
}

function SheetTable({ sheet }: { sheet: Sheet }) {
  return (
    <div className="sheet-frame" tabIndex={0} role="region" aria-label={`${sheet.head.name}（可滚动）`}>
      <table>
        <thead>
          <tr>
            <th>指标</th>
            <th>单位</th>
            {sheet.units.map((unit) => (
              <th key={unit.code}>{unit.shortName}</th>
            ))}
            <th>合计</th>
          </tr>
        </thead>
        <tbody>
          {sheet.rows.map((row, r) => (
            <tr key={`${row.item}|${row.breakdown}`}>
              <th scope="row">{rowName(row)}</th>
              <td>{row.unit}</td>
              {sheet.units.map((unit, u) => (
                <td key={unit.code} className="align-right">
                  {sheet.printed[r]?.[u] ?? ''}
                </td>
              ))}
              <td className="align-right">{sheet.totals[r] ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Listed({ title, lines }: { title: string; lines: Sheet['notes'] }) {
  if (lines.length === 0) return null
  return (
    <section>
      <h2>{title}</h2>
      <ol>
        {lines.map((one) => (
          <li key={one.place + one.text}>
            {one.place}：{one.text}
          </li>
        ))}
      </ol>
    </section>
  )
}
