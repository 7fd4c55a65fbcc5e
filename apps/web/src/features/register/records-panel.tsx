import { mostRecordsAtOnce, recordActionNames, recordStateNames } from '@cg/contract/register'
import type { RecordAction, RegisterRecord, RegisterSheet } from '@cg/contract/register'
import { getRegisterRecords } from '@cg/contract/register-upload'
import { formatDate, formatDateTime } from '@cg/domain/number/number-format'
import { useState } from 'react'
import { urlOf } from '../../lib/api.ts'
import { ReasonDialog } from '../../shared/reason-dialog.tsx'
import { Button } from '../../ui/button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { SegmentedControl } from '../../ui/segmented.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import type { Tone } from '../../ui/status-chip.tsx'
import { ProofCell } from './proof-cell.tsx'
import { decide } from './queries.ts'
import { changedWords, valueText } from './words.ts'

type RecordsPanelProps = {
  sheet: RegisterSheet
  onSheet: (sheet: RegisterSheet) => void
  onRevise: (record: RegisterRecord) => void
}

const views = [
  { value: 'open', label: '待办' },
  { value: 'accepted', label: '已入账' },
  { value: 'all', label: '全部' },
] as const
type View = (typeof views)[number]['value']

const mostDrawn = 200

function isIn(view: View, { state, isCounted }: RegisterRecord): boolean {
  if (view === 'open') return state === 'submitted' || state === 'returned'
  return view === 'all' || isCounted
}

/** The records with what became of them; waiting ones are decided on one by one or together. */
export function RecordsPanel({ sheet, onSheet, onRevise }: RecordsPanelProps) {
  const { kind, records } = sheet
  const [view, setView] = useState<View>(() => (records.some((one) => isIn('open', one)) ? 'open' : 'all'))
  const [asked, setAsked] = useState<Asked | null>(null)
  const shown = records.filter((record) => isIn(view, record))
  const waiting = shown.filter(({ may }) => may.includes('accept'))
  const acceptable = waiting.slice(0, mostRecordsAtOnce)
  // A long register is drawn in part first: a page of thousands of rows takes seconds.
  const [isWhole, setWhole] = useState(false)
  const drawn = isWhole ? shown : shown.slice(0, mostDrawn)
  return (
    <Panel
      title="记录"
      actions={
        <div className="register-may">
          {acceptable.length > 1 && (
            <Button kind="primary" onClick={() => setAsked({ action: 'accept', records: acceptable })}>
              {acceptable.length === waiting.length
                ? `全部入账（${waiting.length}条）`
                : `入账前${acceptable.length}条（待审核共${waiting.length}条）`}
            </Button>
          )}
          {records.length > 0 && (
            <a
              className="button button-plain"
              href={urlOf(getRegisterRecords, { params: { kind: kind.code } })}
              download
            >
              导出 Excel
            </a>
          )}
          <SegmentedControl label="列出" options={views} value={view} onChange={setView} />
        </div>
      }
    >
      {shown.length === 0 ? (
        <EmptyState title={records.length === 0 ? '还没有记录' : '没有这样的记录'}>
          {records.length === 0 ? '登记之后，这里列出每一条的内容和办理情况。' : '换一种列法可以看到别的记录。'}
        </EmptyState>
      ) : (
        <div className="register-scroll" role="region" aria-label={`${kind.name}记录`} tabIndex={0}>
          <table className="register-records register-cards">
            <Heads kind={kind} />
            <tbody>
              {drawn.map((record) => (
                <Row
                  key={record.id}
                  sheet={sheet}
                  record={record}
                  onAsk={setAsked}
                  onRevise={onRevise}
                  onSheet={onSheet}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {drawn.length < shown.length && (
        <p className="register-actions">
          先列出{drawn.length}条，共{shown.length}条。<Button onClick={() => setWhole(true)}>列出全部</Button>
        </p>
      )}
      {asked !== null && <DecideDialog sheet={sheet} asked={asked} onSheet={onSheet} onClose={() => setAsked(null)} />}
    </Panel>
  )
}

/** The columns of the records: those of the kind between number and unit, state and acts. */
function Heads({ kind }: Pick<RegisterSheet, 'kind'>) {
  return (
    <thead>
      <tr>
        <th scope="col">号</th>
        <th scope="col">区县</th>
        {kind.fields.map((field) => (
          <th key={field.code} scope="col" className={headClasses[field.type]}>
            {fieldHead(field)}
          </th>
        ))}
        {kind.proof !== undefined && (
          <th scope="col">
            {kind.proof.name}
            {kind.proof.isRequired && '*'}
          </th>
        )}
        <th scope="col">状态</th>
        <th scope="col">办理</th>
      </tr>
    </thead>
  )
}

const tones: Readonly<Record<RegisterRecord['state'], Tone>> = {
  submitted: 'info',
  accepted: 'good',
  returned: 'near',
  withdrawn: 'none',
  revoked: 'none',
}

const fieldHead = ({ name, unit }: RegisterSheet['kind']['fields'][number]): string =>
  unit === undefined ? name : `${name}（${unit}）`

const headClasses = { number: 'register-number', date: undefined, text: undefined, choice: undefined } as const
const classes = { number: 'register-number', date: 'register-day', text: undefined, choice: undefined } as const

type RowProps = {
  sheet: RegisterSheet
  record: RegisterRecord
  onAsk: (asked: Asked) => void
  onRevise: (record: RegisterRecord) => void
  onSheet: (sheet: RegisterSheet) => void
}

function Row({ sheet, record, onAsk, onRevise, onSheet }: RowProps) {
  const { kind } = sheet
  return (
    <tr>
      <th scope="row">{record.id}</th>
      <td data-label="区县">
        {record.unitName}
        {isUnitGone(sheet, record) && <p className="muted">区县已撤并，不再计入；请改登记到现在的区县</p>}
      </td>
      {kind.fields.map((field) => (
        <td key={field.code} className={classes[field.type]} data-label={fieldHead(field)}>
          {valueText(field, record.values[field.code] ?? null)}
        </td>
      ))}
      {kind.proof !== undefined && (
        <td data-label={kind.proof.name}>
          <ProofCell kind={kind.code} record={record} onSheet={onSheet} />
        </td>
      )}
      <td>
        <StatusChip tone={tones[record.state]}>{recordStateNames[record.state]}</StatusChip>
        {record.isCounted && record.state !== 'accepted' && <p className="muted">仍按入账时的内容计数</p>}
        <details className="register-steps">
          <summary>经过</summary>
          <ol>
            {record.steps.map((step, at) => (
              <li key={at}>
                {formatDateTime(step.at)} {step.by} {recordActionNames[step.action]}
                {step.note !== '' && `：${step.note}`}
                {step.before !== null && <span className="muted">{changedWords(sheet, record, at)}</span>}
              </li>
            ))}
          </ol>
        </details>
      </td>
      <td className={record.may.length === 0 ? 'register-nothing' : undefined}>
        <div className="register-may">
          {record.may.map((action) => (
            <Button
              key={action}
              kind={action === 'accept' ? 'primary' : 'plain'}
              aria-label={`${recordActionNames[action]}第${record.id}号记录`}
              onClick={() => (action === 'revise' ? onRevise(record) : onAsk({ action, records: [record] }))}
            >
              {recordActionNames[action]}
            </Button>
          ))}
        </div>
      </td>
    </tr>
  )
}

/** It stands with a unit that is no more, and counts nowhere. */
const isUnitGone = ({ units }: RegisterSheet, { unit, state }: RegisterRecord): boolean =>
  state !== 'withdrawn' && state !== 'revoked' && !units.some(({ code }) => code === unit)

type Asked = { readonly action: RecordAction; readonly records: readonly RegisterRecord[] }

type DecideProps = {
  sheet: RegisterSheet
  asked: Asked
  onSheet: (sheet: RegisterSheet) => void
  onClose: () => void
}

/** Asks for the reason of everything but accepting, and says what follows. */
function DecideDialog({ sheet: { kind }, asked: { action, records }, onSheet, onClose }: DecideProps) {
  const verb = recordActionNames[action]
  const [first] = records
  const what = records.length === 1 ? `第${first?.id}号` : `${records.length}条`
  return (
    <ReasonDialog
      title={`${verb}：${kind.name}${what}记录`}
      description={follows[action]}
      verb={verb}
      least={action === 'accept' ? 0 : 1}
      draftPlace={`register.${kind.code}.${first?.id}.${first?.version}.${action}`}
      act={(reason) => decide(kind.code, action, records, reason)}
      doneWords={`${what}记录已${verb}`}
      onDone={onSheet}
      onClose={onClose}
    >
      <ul className="register-asked">
        {records.map(({ id, unitName, values }) => (
          <li key={id}>
            {unitName}　{values[kind.title]}（{formatDate(String(values[kind.day]))}）
          </li>
        ))}
      </ul>
    </ReasonDialog>
  )
}

const follows: Readonly<Record<RecordAction, string>> = {
  accept: '入账后计入台账的条数和合计。',
  return: '退回登记部门，由其补充或更正后再报。',
  withdraw: '撤回后不再审核；已入账的记录撤回的是这次修改，仍按入账时的内容计数。',
  revoke: '销账后不再计入；记录和办理经过保留备查。',
}
