import { assistingWords } from '@cg/contract/catalogue-duty'
import type { Finding, FormDetail, FormParams, ReturnMark } from '@cg/contract/entry'
import type { CellState } from '@cg/domain/cell'
import { partWords } from '@cg/domain/figure/parts'
import { formatDateTime, formatPeriod, formatResult, formatState, formatValue } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useQuery } from '@tanstack/react-query'
import { useId, useState, useSyncExternalStore } from 'react'
import { stateThen } from '../../lib/state-then.ts'
import { DraftLine, itself } from '../../shared/draft-line.tsx'
import { ThreadBox } from '../../shared/thread-box.tsx'
import { readText, useDraft } from '../../shared/use-draft.ts'
import { Button } from '../../ui/button.tsx'
import { Field, TextArea } from '../../ui/field.tsx'
import { EvidenceBox } from './evidence-box.tsx'
import { ExplainBox } from './explain-box.tsx'
import { draftPlace } from './draft-place.ts'
import { InsideMarkBox } from './inside-mark-box.tsx'
import { SupplyBox } from './supply-box.tsx'
import { cellPlace, cellText, givenWords, indexOf, lackingIn, rowName, sumAt } from './editor/form-cells.ts'
import type { FormEditor } from './editor/form-editor.ts'
import { journalKey } from './editor/state.ts'
import { statusWords } from './grid/grid-cell.tsx'
import { cellHistoryQuery } from './queries.ts'
import { RegisterWords } from './register-words.tsx'

type SidePanelProps = { editor: FormEditor; params: FormParams; index: number | null; findings: readonly Finding[] }

const stateChoices: readonly CellState[] = ['not_applicable', 'not_available', 'withheld', 'not_reported']

/** Everything about the selected cell: 口径, past quarters, checks, note, revisions. */
export function SidePanel({ editor, params, index, findings }: SidePanelProps) {
  if (index === null)
    return (
      <aside className="side" aria-label="单元格说明" tabIndex={0} id="cell-panel">
        <p className="side-hint">选中一格，这里显示口径、近 8 季、校验与修改记录。</p>
        <KeyHelp />
      </aside>
    )
  return <CellPanel key={index} editor={editor} params={params} index={index} findings={findings} />
}

function CellPanel({ editor, params, index, findings }: SidePanelProps & { index: number }) {
  const { detail } = editor
  const { row, unit } = cellPlace(detail, index)
  const cell = useSyncExternalStore(editor.subscribe, () => editor.cell(index))
  const isOpen = detail.cells.isOpen[index] === true
  const isOwnRow = detail.head.parts?.isOwn === true
  const given = givenWords(detail, row, unit)
  const here = findings.filter((finding) => finding.cells.some((one) => indexOf(detail, one) === index))
  const marks = detail.returnMarks.filter((mark) => indexOf(detail, mark) === index)
  return (
    <aside className="side" aria-label="单元格说明" tabIndex={0} id="cell-panel">
      <h2 className="side-title">
        {unit.shortName} · {rowName(row)}
      </h2>
      <p className="side-value">
        {formatResult(cell, row)}
        {cell.state === 'reported' && <small> {row.unit}</small>}
        {cell.status !== 'clean' && (
          <span className={`side-status side-${cell.status}`}>{statusWords[cell.status]}</span>
        )}
      </p>
      {cell.message !== null && (
        <p className={cell.status === 'invalid' ? 'side-message side-message-bad' : 'side-message'}>{cell.message}</p>
      )}
      {cell.status === 'stale' && (
        <div className="side-conflict" role="alert">
          <p>
            您填的是 <b>{cell.text || '（空）'}</b>，对方保存的是 <b>{cell.other || '（空）'}</b>。请选择保留哪一个：
          </p>
          <Button kind="primary" onClick={() => editor.settle(index, 'mine')}>
            用我的 {cell.text}
          </Button>
          <Button onClick={() => editor.settle(index, 'theirs')}>用对方的 {cell.other}</Button>
        </div>
      )}
      <SumWords editor={editor} index={index} />
      {given !== null && <p className="side-message">{given}</p>}
      <RegisterWords editor={editor} index={index} />
      {isOpen && (
        <div className="side-states" role="group" aria-label="没有数字时">
          {stateChoices.map((state) => (
            <button
              key={state}
              type="button"
              className="side-state"
              aria-pressed={cell.state === state}
              onClick={() =>
                editor.commit([{ index, text: state === 'not_reported' ? '' : formatState(state) }], 'grid')
              }
            >
              {formatState(state)}
            </button>
          ))}
        </div>
      )}
      <InsideWords editor={editor} index={index} />
      {marks.length > 0 && <ReturnWords editor={editor} index={index} marks={marks} />}
      <Findings editor={editor} params={params} findings={here} />
      {!isOwnRow && row.evidence !== 'none' && (
        <EvidenceBox editor={editor} params={params} index={index} isOpen={isOpen} />
      )}
      {!isOwnRow && <SupplyBox editor={editor} params={params} index={index} isOpen={isOpen} />}
      {!isOwnRow && <ThreadBox params={params} cell={{ item: row.item, unit: unit.code, breakdown: row.breakdown }} />}
      <History editor={editor} index={index} />
      <Meaning detail={detail} row={row} />
      {!isOwnRow && row.evidence === 'none' && (
        <EvidenceBox editor={editor} params={params} index={index} isOpen={isOpen} />
      )}
      <NoteBox editor={editor} params={params} index={index} isOpen={isOpen} />
      <Revisions editor={editor} params={params} index={index} />
    </aside>
  )
}

/** What the rules say of the cell; of a part's own row the reporter writes the explanation. */
function Findings({ editor, params, findings }: Omit<SidePanelProps, 'index'>) {
  const { head } = editor.detail
  return findings.map((finding) =>
    head.parts?.isOwn === true ? (
      <p key={finding.rule} className="side-message">
        {finding.message}。（由{head.reporterName}写说明）
      </p>
    ) : (
      <ExplainBox
        key={`${finding.rule}|${finding.item}|${finding.unit}|${finding.breakdown}`}
        editor={editor}
        params={params}
        finding={finding}
      />
    ),
  )
}

/** 合计 12 + 0 + 30 in words, or which parts keep it from being a number. */
function SumWords({ editor, index }: { editor: FormEditor; index: number }) {
  const { detail } = editor
  const lacking = useSyncExternalStore(editor.subscribe, () => lackingIn(detail, index, editor.cell))
  const { parts } = detail.head
  if (parts === undefined || sumAt(detail, index) !== index) return null
  return (
    <p className="side-message">
      {lacking === ''
        ? `由各${partWords[parts.by]}的数相加，不能直接填写。`
        : `${lacking}，没有合计：已报的部分不代替全部。确需这样报送的，在说明里写明原因。`}
    </p>
  )
}

/** What was marked when the form was given back inside the unit, and the field to mark the cell for it. */
function InsideWords({ editor, index }: { editor: FormEditor; index: number }) {
  const marks = editor.detail.insideMarks.filter((mark) => indexOf(editor.detail, mark) === index)
  const maySendBack = editor.submission().allowedActions.some((action) => action === 'send_back')
  return (
    <>
      {marks.length > 0 && (
        <section className="side-returned">
          <h3>内部退回</h3>
          {marks.map((mark) => (
            <p key={mark.at}>
              {mark.by}：{mark.reason}
            </p>
          ))}
        </section>
      )}
      {maySendBack && <InsideMarkBox editor={editor} index={index} />}
    </>
  )
}

function Meaning({ detail, row }: { detail: FormDetail; row: FormDetail['rows'][number] }) {
  return (
    <section>
      <h3>口径</h3>
      <p>{row.definition}</p>
      <p className="side-hint">
        数据归口：{row.ownerName}；责任部门：{detail.head.departmentName}
        {row.assisting.length > 0 && `；协助部门：${assistingWords(row.assisting)}`}
      </p>
    </section>
  )
}

function ReturnWords({ editor, index, marks }: { editor: FormEditor; index: number; marks: readonly ReturnMark[] }) {
  return (
    <section className="side-returned">
      <h3>退回意见</h3>
      {marks.map((mark) => (
        <p key={`${mark.round}${mark.at}`}>
          第 {mark.round} 轮 · {mark.by}：{mark.reason}
          {mark.proposed !== null && <Proposal editor={editor} index={index} proposed={mark.proposed} />}
        </p>
      ))}
    </section>
  )
}

type ProposalProps = { editor: FormEditor; index: number; proposed: NonNullable<ReturnMark['proposed']> }

/** What the office holds for right; taken over by a press, it is the reporter's own figure from then on. */
function Proposal({ editor, index, proposed: { state, value } }: ProposalProps) {
  const { row } = cellPlace(editor.detail, index)
  const cell = editor.cell(index)
  const isOther = cell.state !== state || cell.value !== value
  return (
    <span className="side-proposal">
      建议值 <b>{formatResult({ state, value }, row)}</b>
      {editor.detail.cells.isOpen[index] === true && isOther && (
        <Button onClick={() => editor.commit([{ index, text: cellText(state, value, row) }], 'grid')}>
          改为建议值
        </Button>
      )}
    </span>
  )
}

/** Eight quarters as a small line with their mean; a quarter without a number is a gap. */
function History({ editor, index }: { editor: FormEditor; index: number }) {
  const { detail } = editor
  const { row, unit } = cellPlace(detail, index)
  const now = editor.cell(index)
  const past = detail.history.periods.map((period, at) => ({
    period,
    value: detail.history.value[at]?.[index] ?? null,
    state: stateThen(unit, period, detail.history.state[at]?.[index] ?? 'not_reported'),
  }))
  const points = [...past.map((one) => one.value), now.value]
  const numbers = points.filter((value) => value !== null)
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)]
  const x = (at: number) => 4 + (at * 212) / Math.max(1, points.length - 1)
  const y = (value: number) => 38 - (high === low ? 17 : ((value - low) * 34) / (high - low))
  const known = past.flatMap((one) => (one.value === null ? [] : [one.value]))
  const mean = known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length
  return (
    <section>
      <h3>近 {past.length} 季</h3>
      {numbers.length > 1 && (
        <svg viewBox="0 0 220 42" className="side-spark" role="img" aria-label="走势">
          {mean !== null && mean >= low && mean <= high && (
            <line x1="4" x2="216" y1={y(mean)} y2={y(mean)} className="spark-mean" />
          )}
          {points.slice(1).map((value, at) => {
            const before = points[at]
            return value === null || before === null || before === undefined ? null : (
              <line key={at} x1={x(at)} y1={y(before)} x2={x(at + 1)} y2={y(value)} className="spark-line" />
            )
          })}
          {now.value !== null && <circle cx={x(points.length - 1)} cy={y(now.value)} r="3.5" className="spark-now" />}
        </svg>
      )}
      <table className="side-table">
        <tbody>
          {past.toReversed().map((one) => (
            <tr key={one.period}>
              <th scope="row">{formatPeriod(parsePeriod(one.period))}</th>
              <td>{formatResult(one, row)}</td>
            </tr>
          ))}
          {mean !== null && (
            <tr>
              <th scope="row">均值</th>
              <td>{formatValue(mean, row)}</td>
            </tr>
          )}
        </tbody>
      </table>
    </section>
  )
}

type NoteProps = { editor: FormEditor; params: FormParams; index: number; isOpen: boolean }

function NoteBox({ editor, params, index, isOpen }: NoteProps) {
  const cell = editor.cell(index)
  const place = draftPlace(params, 'note', journalKey(editor.detail, index))
  const draft = useDraft(place, cell.note ?? '', readText)
  const text = draft.value.trim()
  const id = useId()
  /** From here on the journal of the cells keeps it. */
  const save = () => {
    if (text !== (cell.note ?? '')) editor.commit([{ index, text: cell.text, note: text === '' ? null : text }], 'grid')
    draft.drop()
  }
  if (!isOpen && cell.note === null) return null
  return (
    <section>
      <h3 id={id}>批注</h3>
      {isOpen ? (
        <Field label="写给审核人看的说明">
          {(control) => (
            <TextArea
              {...control}
              rows={2}
              maxLength={500}
              value={draft.value}
              onChange={(event) => draft.put(event.target.value)}
              onBlur={save}
            />
          )}
        </Field>
      ) : (
        <p>{cell.note}</p>
      )}
      {isOpen && <DraftLine draft={draft} what="批注" wordsOf={itself} onSave={save} />}
    </section>
  )
}

function Revisions({ editor, params, index }: { editor: FormEditor; params: FormParams; index: number }) {
  const [isShown, setShown] = useState(false)
  const { row, unit } = cellPlace(editor.detail, index)
  const { data, error } = useQuery({
    ...cellHistoryQuery(params, { item: row.item, unit: unit.code, breakdown: row.breakdown }),
    enabled: isShown,
  })
  return (
    <section>
      <h3>
        <button type="button" className="side-disclose" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
          修改记录
        </button>
      </h3>
      {error !== null && isShown && <p className="side-message side-message-bad">{error.message}</p>}
      {isShown && data !== undefined && data.revisions.length === 0 && <p className="side-hint">还没有修改过。</p>}
      {isShown &&
        data?.revisions.map((revision) => (
          <p key={revision.version} className="side-revision">
            <time>{formatDateTime(revision.at)}</time> {revision.by}
            <br />
            {revision.oldState === null
              ? '首次填报'
              : formatResult({ state: revision.oldState, value: revision.oldValue }, row)}{' '}
            → <b>{formatResult({ state: revision.newState, value: revision.newValue }, row)}</b>
            {revision.reason !== '' && <span className="side-hint"> {revision.reason}</span>}
          </p>
        ))}
    </section>
  )
}

const keys = [
  ['方向键', '移动；按住 Shift 选一块'],
  ['Home / End', '行首 / 行末；加 Ctrl 到全表首末'],
  ['PageUp / PageDown', '上 / 下十行'],
  ['Ctrl+方向键', '到边上'],
  ['Enter / Shift+Enter', '向下 / 向上'],
  ['Tab', '向右，到行末换行'],
  ['F2', '在格内修改'],
  ['Esc', '恢复原值'],
  ['Ctrl+C / X / V', '复制、剪切、粘贴一块（可来自 Excel、WPS）'],
  ['Ctrl+Z / Ctrl+Y', '撤销 / 重做'],
  ['Ctrl+D', '向下填充'],
  ['Ctrl+A', '全选'],
  ['Alt+Shift+← / →', '列变窄 / 变宽；Alt+Shift+↑ 适合内容'],
  ['Ctrl+F', '在表中查找指标、区县、数值'],
  ['Ctrl+;', '同上季'],
  ['Ctrl+Enter', '到右栏'],
  ['F8', '下一处待处理'],
] as const

function KeyHelp() {
  return (
    <section>
      <h2 className="side-head">键盘</h2>
      <dl className="side-keys">
        {keys.map(([key, words]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <h2 className="side-head">格子的样子</h2>
      <ul className="side-legend">
        {(['saved', 'saving', 'waiting', 'invalid', 'stale'] as const).map((status) => (
          <li key={status}>
            <span className={`entry-cell entry-cell-sample entry-cell-${status}`}>12</span>
            {statusWords[status]}
          </li>
        ))}
        <li>
          <span className="entry-cell entry-cell-sample entry-cell-block">12</span>强制性校验未通过
        </li>
        <li>
          <span className="entry-cell entry-cell-sample entry-cell-explain">12</span>需核实说明
        </li>
        <li>
          <span className="entry-cell entry-cell-sample entry-cell-returned">12</span>被退回
        </li>
        <li>
          <span className="entry-cell entry-cell-sample entry-cell-noted">12</span>有批注
        </li>
        <li>
          <span className="entry-cell entry-cell-sample entry-cell-locked">12</span>锁定
        </li>
        <li>
          <span className="duty-mark">证</span>要求附佐证材料的数据项
        </li>
        <li>
          <span className="duty-mark">协</span>有协助部门的数据项
        </li>
      </ul>
    </section>
  )
}
