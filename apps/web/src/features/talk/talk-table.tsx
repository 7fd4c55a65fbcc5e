import type { TalkLine, TalkRow, TalkSection, TalkText } from '@cg/charts/page/talk-rows'
import type { TalkFacts } from '@cg/contract/release/talk'
import type { TalkPage as TalkPlace } from '@cg/contract/talk'
import { Link } from '@tanstack/react-router'
import { LightChip } from '../../charts/light-chip.tsx'
import { WholeWords } from '../../shared/whole-words.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'

type TableProps = {
  facts: TalkFacts
  sections: readonly TalkSection[]
  onPassport: (indicator: string) => void
  /** Left out where nothing can be kept: a link for a meeting. */
  onAdd: ((part: string) => void) | null
}

/** Every statement in the order of the speech, under its part; cards on a phone. */
export function TalkTable({ facts, sections, onPassport, onAdd }: TableProps) {
  return (
    <table className="talk">
      <caption className="visually-hidden">讲话对照表</caption>
      <thead>
        <tr>
          <th scope="col">讲话原句</th>
          <th scope="col">指标</th>
          <th scope="col" className="align-right">
            本期
          </th>
          <th scope="col" className="align-right">
            讲话时
          </th>
          <th scope="col">变化</th>
          <th scope="col" className="align-right">
            {facts.targetYear}年目标
          </th>
          <th scope="col">状态</th>
          <th scope="col">各单位</th>
        </tr>
      </thead>
      {sections.map(({ code, name, rows }) => (
        <tbody key={code} id={code}>
          <tr className="talk-part">
            <th scope="rowgroup" colSpan={8}>
              {name}
              <span className="talk-part-count">{rows.length}条</span>
              {onAdd !== null && (
                <button
                  type="button"
                  className="talk-add no-print"
                  aria-label={`把“${name}”加入材料`}
                  onClick={() => onAdd(name)}
                >
                  加入材料
                </button>
              )}
            </th>
          </tr>
          {rows.map((row) => (
            <StatementRows key={row.point.id} row={row} facts={facts} onPassport={onPassport} />
          ))}
        </tbody>
      ))}
    </table>
  )
}

type RowsProps = { row: TalkRow; facts: TalkFacts; onPassport: (indicator: string) => void }

/** A statement with a row for each of its figures, or one that says what shows it instead. */
function StatementRows({ row: { point, lines, said }, facts, onPassport }: RowsProps) {
  const head = (
    <th scope="row" className="talk-quote" rowSpan={Math.max(lines.length, 1)} id={point.id}>
      <WholeWords text={point.quote} words={facts.release.unbroken} />
    </th>
  )
  if (lines.length === 0)
    return (
      <tr className="talk-row">
        {head}
        <td className="talk-name">{point.states}</td>
        <td className="talk-said" colSpan={6}>
          {point.page === undefined ? <NoFigure isOpen={point.open !== undefined} /> : null}
          {said}
          {point.page !== undefined && <PlaceLink to={point.page.to} />}
        </td>
      </tr>
    )
  return lines.map((line, at) => (
    <tr key={line.key} className={at === 0 ? 'talk-row' : 'talk-row is-next'}>
      {at === 0 && head}
      <FigureCells line={line} states={point.states} facts={facts} onPassport={onPassport} />
    </tr>
  ))
}

function NoFigure({ isOpen }: { isOpen: boolean }) {
  return <StatusChip tone={isOpen ? 'none' : 'na'}>{isOpen ? '未有数据' : '不作计量'}</StatusChip>
}

type CellsProps = { line: TalkLine; states: string; facts: TalkFacts; onPassport: (indicator: string) => void }

function FigureCells({ line, states, facts, onPassport }: CellsProps) {
  const { indicator, name, now, base, change, target, light, standing, ends } = line
  return (
    <>
      <td className="talk-name">
        {name === '' ? (
          states
        ) : (
          <Link to="/i/$code" params={{ code: indicator }} search={pageOnly} title="查看这项指标">
            <WholeWords text={name} words={facts.release.unbroken} />
          </Link>
        )}
        <span className="talk-note">{line.department}</span>
      </td>
      <td className="align-right talk-now" data-label="本期">
        {line.isWhole ? (
          <button type="button" onClick={() => onPassport(indicator)} title="查看数据来路">
            {now.text}
          </button>
        ) : (
          <b>{now.text}</b>
        )}
        <Note of={now} />
      </td>
      <TextCell label="讲话时" of={base} isNumber />
      <TextCell label="变化" of={change} />
      <TextCell label={`${facts.targetYear}年目标`} of={target} isNumber />
      <td className={light === null && standing === '' ? 'talk-light is-empty' : 'talk-light'} data-label="状态">
        {light !== null ? (
          <LightChip light={light} />
        ) : standing === '' ? (
          '—'
        ) : (
          <StatusChip tone={line.hasValue ? 'na' : 'none'}>{standing}</StatusChip>
        )}
      </td>
      <td className={ends.length === 0 ? 'talk-ends is-empty' : 'talk-ends'} data-label="各单位">
        {ends.length === 0 ? '—' : ends.map((end) => <span key={end}>{end}</span>)}
      </td>
    </>
  )
}

/** A cell of the table; on a phone one that says nothing is left out. */
function TextCell({ label, of, isNumber = false }: { label: string; of: TalkText; isNumber?: boolean }) {
  const names = [isNumber ? 'align-right' : 'talk-change', of.text === '—' && of.note === '' ? 'is-empty' : '']
  return (
    <td className={names.join(' ').trim()} data-label={label}>
      <span className="talk-text">{of.text}</span>
      <Note of={of} />
    </td>
  )
}

function Note({ of: { note } }: { of: TalkText }) {
  return note === '' ? null : <span className="talk-note">{note}</span>
}

/** The page of the same release that shows what the statement says. */
function PlaceLink({ to }: { to: TalkPlace }) {
  const [path, words] = places[to]
  return (
    <Link to={path} search={pageOnly}>
      {words} →
    </Link>
  )
}

const places = {
  targets: ['/targets', '目标'],
  indicators: ['/i', '指标'],
  units: ['/u', '区县画像'],
  equity: ['/equity', '均衡性'],
  ranking: ['/rank', '排名'],
  tasks: ['/tasks', '重点任务'],
  departments: ['/departments', '部门'],
} as const satisfies Record<TalkPlace, readonly [string, string]>

/** Another page knows nothing of this one's filters. */
function pageOnly({ p, pub, focus }: { p?: string | undefined; pub?: string | undefined; focus?: string | undefined }) {
  return { p, pub, focus }
}
