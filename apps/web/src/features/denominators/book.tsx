import type { DenominatorBook, DenominatorQuarter } from '@cg/contract/denominator'
import { formatPeriod, formatState, formatValue } from '@cg/domain/number/number-format'
import { changeWords } from '@cg/domain/number/difference'
import { parsePeriod } from '@cg/domain/period'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { WholeWords } from '../../shared/whole-words.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { Panel } from '../../ui/panel.tsx'
import { EmptyState, LoadingState } from '../../ui/states.tsx'
import { StatusChip, StatusMark } from '../../ui/status-chip.tsx'
import { bookQuery } from './queries.ts'
import { bookWords } from './words.ts'

/** One denominator: units down, quarters across, newest first; what jumped is marked. */
export function Book({ item }: { item: string }) {
  const { data, error, refetch } = useQuery(bookQuery(item))
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  const { info } = data
  return (
    <Panel
      className="panel-long"
      title={`${info.name}（${info.unit}）`}
      subtitle={<WholeWords text={info.definition} words={bookWords} />}
      footnote={footWords(data)}
    >
      <Ownership book={data} />
      {data.quarters.length === 0 ? (
        <EmptyState title="还没有已发布的数">第一次发布之后，各单位各季度的数列在这里。</EmptyState>
      ) : (
        <DataTable
          name="book"
          caption={`${info.name}，各单位各季度`}
          columns={columnsOf(data)}
          rows={rowsOf(data)}
          rowKey={(row) => row.key}
          isDense
        />
      )}
    </Panel>
  )
}

function Ownership({ book: { info, form } }: { book: DenominatorBook }) {
  return (
    <div className="denominator-facts">
      <p>
        由{info.ownerName}负责
        {info.formName === null ? '，本季没有报表收取' : <>，填在《{info.formName}》</>}
        {form !== null && (
          <>
            {' '}
            <Link to={form.mayFill ? '/fill/$period/$form/$reporter' : '/review/$period/$form/$reporter'} params={form}>
              打开本季报表 →
            </Link>
          </>
        )}
      </p>
      <p>
        用于 {info.indicators.length} 项指标：
        {info.indicators.map(({ code, name }, at) => (
          <span key={code}>
            {at > 0 && '、'}
            <Link to="/i/$code" params={{ code }}>
              {name}
            </Link>
          </span>
        ))}
      </p>
    </div>
  )
}

type Row = { readonly key: string; readonly name: string; readonly at: number | null; readonly isInside: boolean }

/** The city first; of a unit that lies inside another it is said that it is not counted twice. */
function rowsOf({ units }: DenominatorBook): Row[] {
  const own = units.map(({ code, shortName, countsInParent }, at) => ({
    key: code,
    name: shortName,
    at,
    isInside: !countsInParent,
  }))
  return [{ key: 'city', name: '全市', at: null, isInside: false }, ...own]
}

function columnsOf(book: DenominatorBook): readonly Column<Row>[] {
  const name: Column<Row> = {
    key: 'name',
    header: '单位',
    isRowHeader: true,
    cell: ({ name: unit, isInside }) => (
      <>
        {unit}
        {isInside && <span className="muted">（不计入全市）</span>}
      </>
    ),
  }
  return [name, ...book.quarters.map((quarter) => quarterColumn(book, quarter))]
}

function quarterColumn(book: DenominatorBook, quarter: DenominatorQuarter): Column<Row> {
  return {
    key: quarter.period,
    header: (
      <>
        <span className="nowrap">{formatPeriod(parsePeriod(quarter.period))}</span>
        <br />
        {quarter.release === null ? (
          <StatusChip tone="info">未发布</StatusChip>
        ) : (
          <small className="muted nowrap">{quarter.release}</small>
        )}
      </>
    ),
    align: 'right',
    cell: ({ at }) =>
      at === null ? <City book={book} quarter={quarter} /> : <Figure book={book} quarter={quarter} at={at} />,
  }
}

type CellProps = { readonly book: DenominatorBook; readonly quarter: DenominatorQuarter }

function City({ book: { info }, quarter: { city } }: CellProps) {
  if (city === null) return <span className="muted">—</span>
  return (
    <strong className="nowrap">
      {formatValue(city.value, info)}
      {city.isPartial && <span className="muted">（部分）</span>}
    </strong>
  )
}

function Figure({ book, quarter, at }: CellProps & { at: number }) {
  const [state, value] = [quarter.state[at] ?? null, quarter.value[at] ?? null]
  if (state === null) return <span className="muted">—</span>
  if (value === null) return <span className={`cell-state cell-${state}`}>{formatState(state)}</span>
  if (quarter.isJump[at] !== true) return <span className="nowrap">{formatValue(value, book.info)}</span>
  const before = book.quarters.find((one) => one.period === quarter.against)?.value[at] ?? null
  return (
    <span className="denominator-jump">
      <span className="nowrap">
        <StatusMark tone="near" size={10} /> {formatValue(value, book.info)}
      </span>
      {before !== null && <small className="nowrap">{changeWords(value, before, book.info)}</small>}
    </span>
  )
}

function footWords({ limit, quarters, unreadable, units }: DenominatorBook): string {
  const jumps = `▲ ${limit}的数，变动写在数的下面（较早的参照季不在表内时只作标记）`
  const empty = '“—”：该季不收这一项，或该单位当时不存在'
  const running = quarters.some((quarter) => quarter.release === null)
    ? '“未发布”一列只有能查看该报表的人看得到，以发布为准'
    : ''
  const inside = units.some((unit) => !unit.countsInParent)
    ? '全市为计入全市的单位之和；“（部分）”：有单位未报'
    : '全市为各单位之和；“（部分）”：有单位未报'
  const old =
    unreadable.length === 0
      ? ''
      : `${unreadable.map((period) => formatPeriod(parsePeriod(period))).join('、')}的发布由旧版程序生成，这里不能列出`
  return [jumps, inside, empty, running, old].filter((words) => words !== '').join('。') + '。'
}
