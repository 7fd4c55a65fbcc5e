import { minExplanationLength } from '@cg/contract/entry'
import type { Explanation, Finding, FormParams, RememberedExplanation } from '@cg/contract/entry'
import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod, previousPeriod } from '@cg/domain/period'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { DraftLine, itself } from '../../shared/draft-line.tsx'
import { readText, useDraft } from '../../shared/use-draft.ts'
import { Button } from '../../ui/button.tsx'
import { Field, TextArea } from '../../ui/field.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import { draftPlace } from './draft-place.ts'
import type { FormEditor } from './editor/form-editor.ts'
import { saveExplanations } from './queries.ts'

export const findingWords = { block: '强制性', explain: '核实性', inform: '提示' } as const
const findingTones = { block: 'late', explain: 'near', inform: 'info' } as const

/** Rules of the catalogue have a number to refer to; what the server asks besides has its words alone. */
const isNumbered = ({ rule }: Finding) => /\d/.test(rule)

/** What the server has of an explanation. */
type Saved = { readonly text: string; readonly version: number }

/** What was saved since a form was opened, by finding: another cell's panel may stand here in the meantime. */
const savedIn = new WeakMap<FormEditor, Map<string, Saved>>()

function useSaved(editor: FormEditor, key: string, given: Explanation | undefined) {
  const kept = savedIn.get(editor) ?? new Map<string, Saved>()
  savedIn.set(editor, kept)
  const [saved, setSaved] = useState<Saved>(kept.get(key) ?? { text: given?.text ?? '', version: given?.version ?? 0 })
  const keep = (next: Saved) => {
    kept.set(key, next)
    setSaved(next)
  }
  return [saved, keep] as const
}

const canned = ['统计口径调整，', '本季新增企业所致，', '季节性波动，', '已与源头单位核实无误，']

/** Words to begin with. */
function Canned({ text, onText }: { text: string; onText: (text: string) => void }) {
  return (
    <div className="explain-canned">
      {canned.map((words) => (
        <button key={words} type="button" className="side-state" onClick={() => onText(words + text)}>
          {words.slice(0, -1)}
        </button>
      ))}
    </div>
  )
}

type OfferedProps = {
  readonly offered: RememberedExplanation
  readonly period: string
  readonly onTake: () => void
}

/** What was accepted of the same rule and cell before: shown whole, taken over by a click, never by itself. */
function Offered({ offered, period, onTake }: OfferedProps) {
  const quarter = parsePeriod(offered.period)
  const since = quarter === previousPeriod(parsePeriod(period)) ? '上季' : formatPeriod(quarter)
  return (
    <div className="explain-offered">
      <p className="side-quote">
        {since}已采纳的说明（{offered.by}填写）：{offered.text}
      </p>
      <button type="button" className="side-state" onClick={onTake}>
        沿用
      </button>
    </div>
  )
}

/** One finding in words and, when it wants one, the field for its explanation. */
export function ExplainBox({ editor, params, finding }: { editor: FormEditor; params: FormParams; finding: Finding }) {
  const { rule, item, unit, breakdown } = finding
  const isSame = (one: { rule: string; item: string; unit: string; breakdown: string }) =>
    one.rule === rule && one.item === item && one.unit === unit && one.breakdown === breakdown
  const given = editor.detail.explanations.find(isSame)
  const remembered = editor.detail.remembered.find(isSame)
  const key = [rule, item, unit, breakdown].join('|')
  const [saved, keep] = useSaved(editor, key, given)
  const draft = useDraft(draftPlace(params, 'explain', key), saved.text, readText)
  const { value: text, put: setText } = draft
  const save = useMutation({
    mutationFn: (words: string) =>
      saveExplanations(params, { items: [{ rule, item, unit, breakdown, text: words, version: saved.version }] }),
    onSuccess: (reply, words) => {
      keep({ version: reply.explanations.find(isSame)?.version ?? saved.version, text: words })
      draft.drop(words)
      editor.replaceFindings(reply.findings, reply.submission)
    },
  })
  const canWrite = editor.submission().closedReason === null
  const isShort = text.trim().length < minExplanationLength
  const isUnsaved = text.trim() !== saved.text
  /** Leaving the field saves what is long enough; what is not waits here. */
  const leave = () => {
    if (!isUnsaved || isShort || save.isPending) return
    setText(text.trim())
    save.mutate(text.trim())
  }
  return (
    <section className={`finding finding-${finding.class}`}>
      <h3>
        <StatusChip tone={finding.isExplained ? 'good' : findingTones[finding.class]}>
          {finding.isExplained ? '已说明' : findingWords[finding.class]}
        </StatusChip>{' '}
        {finding.title} {isNumbered(finding) && <span className="side-hint">{finding.rule}</span>}
      </h3>
      <p>{finding.message}</p>
      {given?.verdict === 'rejected' && (
        <p className="side-message side-message-bad">审核人未采纳这条说明，请补充或改正数字。</p>
      )}
      {finding.class === 'explain' && canWrite && (
        <>
          <Field label="情况说明" error={save.error?.message}>
            {(control) => (
              <TextArea
                {...control}
                rows={2}
                maxLength={500}
                value={text}
                onChange={(event) => setText(event.target.value)}
                onBlur={leave}
              />
            )}
          </Field>
          <DraftLine draft={draft} wordsOf={itself} />
          {remembered !== undefined && remembered.text !== text && (
            <Offered offered={remembered} period={params.period} onTake={() => setText(remembered.text)} />
          )}
          <Canned text={text} onText={setText} />
          <Button
            kind={isShort ? 'plain' : 'primary'}
            disabled={isShort || !isUnsaved}
            isBusy={save.isPending}
            onClick={leave}
          >
            {isShort ? `至少 ${minExplanationLength} 个字` : isUnsaved ? '保存说明' : '说明已保存'}
          </Button>
        </>
      )}
      {finding.class === 'explain' && !canWrite && given !== undefined && (
        <p className="side-quote">说明：{given.text}</p>
      )}
    </section>
  )
}
