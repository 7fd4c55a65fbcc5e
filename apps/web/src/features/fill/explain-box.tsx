import { minExplanationLength } from '@cg/contract/entry'
import type { Finding, FormParams } from '@cg/contract/entry'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Field, TextArea } from '../../ui/field.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import type { FormEditor } from './editor/form-editor.ts'
import { saveExplanations } from './queries.ts'

export const findingWords = { block: '强制性', explain: '核实性', inform: '提示' } as const
const findingTones = { block: 'late', explain: 'near', inform: 'info' } as const

const canned = ['统计口径调整，', '本季新增企业所致，', '季节性波动，', '已与源头单位核实无误，']

/** One finding in words and, when it wants one, the field for its explanation. */
export function ExplainBox({ editor, params, finding }: { editor: FormEditor; params: FormParams; finding: Finding }) {
  const { rule, item, unit, breakdown } = finding
  const isSame = (one: { rule: string; item: string; unit: string; breakdown: string }) =>
    one.rule === rule && one.item === item && one.unit === unit && one.breakdown === breakdown
  const given = editor.detail.explanations.find(isSame)
  const remembered = editor.detail.remembered.find(isSame)
  const [text, setText] = useState(given?.text ?? '')
  const [version, setVersion] = useState(given?.version ?? 0)
  const save = useMutation({
    mutationFn: () =>
      saveExplanations(params, { items: [{ rule, item, unit, breakdown, text: text.trim(), version }] }),
    onSuccess: (reply) => {
      setVersion(reply.explanations.find(isSame)?.version ?? version)
      editor.replaceFindings(reply.findings, reply.submission)
    },
  })
  const canWrite = editor.submission().closedReason === null
  const isShort = text.trim().length < minExplanationLength
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
            disabled={isShort}
            isBusy={save.isPending}
            onClick={() => save.mutate()}
          >
            {isShort ? `至少 ${minExplanationLength} 个字` : '保存说明'}
          </Button>
        </>
      )}
      {finding.class === 'explain' && !canWrite && given !== undefined && (
        <p className="side-quote">说明：{given.text}</p>
      )}
    </section>
  )
}
