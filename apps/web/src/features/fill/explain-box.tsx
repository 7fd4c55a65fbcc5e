import { minExplanationLength } from '@cg/contract/entry'
import type { Explanation, Finding, FormParams } from '@cg/contract/entry'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Field, TextArea } from '../../ui/field.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import type { FormEditor } from './editor/form-editor.ts'
import { saveExplanations } from './queries.ts'

export const findingWords = { block: '强制性', explain: '核实性', inform: '提示' } as const
const findingTones = { block: 'late', explain: 'near', inform: 'info' } as const

type Written = {
  readonly text: string
  /** Of what the server has, and its text. */
  readonly version: number
  readonly saved: string
}

/** What was written in a form that is open, by finding: another cell's panel may stand here in the meantime. */
const writtenIn = new WeakMap<FormEditor, Map<string, Written>>()

/** What was written of a finding so far, and how to go on with it. */
function useWritten(editor: FormEditor, key: string, given: Explanation | undefined) {
  const kept = writtenIn.get(editor) ?? new Map<string, Written>()
  writtenIn.set(editor, kept)
  const stored = { text: given?.text ?? '', version: given?.version ?? 0, saved: given?.text ?? '' }
  const [written, setWritten] = useState<Written>(kept.get(key) ?? stored)
  const keep = (part: Partial<Written>) => {
    const next = { ...(kept.get(key) ?? written), ...part }
    kept.set(key, next)
    setWritten(next)
  }
  return [written, keep] as const
}

const canned = ['统计口径调整，', '本季新增企业所致，', '季节性波动，', '已与源头单位核实无误，']

/** One finding in words and, when it wants one, the field for its explanation. */
export function ExplainBox({ editor, params, finding }: { editor: FormEditor; params: FormParams; finding: Finding }) {
  const { rule, item, unit, breakdown } = finding
  const isSame = (one: { rule: string; item: string; unit: string; breakdown: string }) =>
    one.rule === rule && one.item === item && one.unit === unit && one.breakdown === breakdown
  const given = editor.detail.explanations.find(isSame)
  const remembered = editor.detail.remembered.find(isSame)
  const [written, keep] = useWritten(editor, [rule, item, unit, breakdown].join('|'), given)
  const { text, version } = written
  const setText = (words: string) => keep({ text: words })
  const save = useMutation({
    mutationFn: (words: string) =>
      saveExplanations(params, { items: [{ rule, item, unit, breakdown, text: words, version }] }),
    onSuccess: (reply, words) => {
      keep({ version: reply.explanations.find(isSame)?.version ?? version, saved: words })
      editor.replaceFindings(reply.findings, reply.submission)
    },
  })
  const canWrite = editor.submission().closedReason === null
  const isShort = text.trim().length < minExplanationLength
  const isUnsaved = text.trim() !== written.saved
  /** Leaving the field saves what is long enough; what is not waits here. */
  const leave = () => {
    if (isUnsaved && !isShort && !save.isPending) save.mutate(text.trim())
  }
  return (
    <section className={`finding finding-${finding.class}`}>
      <h3>
        <StatusChip tone={finding.isExplained ? 'good' : findingTones[finding.class]}>
          {finding.isExplained ? '已说明' : findingWords[finding.class]}
        </StatusChip>{' '}
        {finding.title} <span className="side-hint">{finding.rule}</span>
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
          <div className="explain-canned">
            {canned.map((words) => (
              <button key={words} type="button" className="side-state" onClick={() => setText(words + text)}>
                {words.slice(0, -1)}
              </button>
            ))}
            {remembered !== undefined && (
              <button type="button" className="side-state" onClick={() => setText(remembered.text)}>
                用上季的说明
              </button>
            )}
          </div>
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
