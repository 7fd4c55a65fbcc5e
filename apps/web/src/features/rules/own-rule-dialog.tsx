import { minTitleLength, ownOperators } from '@cg/contract/rule'
import type { OwnOperator, OwnRuleInput, RuleInfo, RuleList, RuleTrial } from '@cg/contract/rule'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { useToast } from '../../ui/toast.tsx'
import { addThis, rulesQuery, tryThis } from './queries.ts'
import { HitList } from './trial-dialog.tsx'
import { operatorWords, severityWords } from './words.ts'

type Draft = {
  readonly title: string
  readonly severity: RuleInfo['severity']
  readonly left: string
  readonly operator: OwnOperator
  /** '' where it is held against a number. */
  readonly right: string
  readonly number: string
}
type Tried = { readonly of: string; readonly trial: RuleTrial }

/** A rule in plain words: an item, what must hold, another item or a number. It is tried before it is saved. */
export function OwnRuleDialog({ list, onClose }: { list: RuleList; onClose: () => void }) {
  const queryClient = useQueryClient()
  const notify = useToast()
  const [draft, setDraft] = useState<Draft>(() => emptyDraft(list))
  const [tried, setTried] = useState<Tried | null>(null)
  const input = inputOf(draft)
  const asked = JSON.stringify(input)
  const attempt = useMutation({
    mutationFn: tryThis,
    onSuccess: (trial, of) => setTried({ of: JSON.stringify(of), trial }),
  })
  const save = useMutation({
    mutationFn: addThis,
    onSuccess: (next) => {
      queryClient.setQueryData(rulesQuery.queryKey, next)
      notify('已增加规则，正在填报的表立即按它核对。')
      onClose()
    },
  })
  const isTried = tried?.of === asked
  const error = save.error ?? attempt.error
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="自设规则"
      description="先试算过去各季会触发多少次，再保存；保存后可以停用，不能改写。"
      footer={
        <>
          <Button onClick={onClose}>取消</Button>
          <Button
            disabled={input === null || isTried}
            isBusy={attempt.isPending}
            onClick={() => input !== null && attempt.mutate(input)}
          >
            试算
          </Button>
          <Button
            kind="primary"
            disabled={input === null || !isTried}
            isBusy={save.isPending}
            onClick={() => input !== null && save.mutate(input)}
          >
            保存
          </Button>
        </>
      }
    >
      <RuleFields list={list} draft={draft} onChange={(change) => setDraft({ ...draft, ...change })} />
      {isTried && <HitList trial={tried.trial} />}
      {error !== null && <ProblemPanel error={error} />}
    </Dialog>
  )
}

function emptyDraft({ choices }: RuleList): Draft {
  const [first, second] = choices
  return {
    title: '',
    severity: 'warning',
    left: first?.code ?? '',
    operator: '<=',
    right: second?.code ?? '',
    number: '',
  }
}

/** Null while something lacks. */
function inputOf({ number, right, ...draft }: Draft): OwnRuleInput | null {
  const title = draft.title.trim()
  if (title.length < minTitleLength || draft.left === '') return null
  if (right !== '') return { ...draft, title, right }
  return /^-?\d+(\.\d+)?$/.test(number.trim()) ? { ...draft, title, right: Number(number) } : null
}

type RuleFieldsProps = {
  readonly list: RuleList
  readonly draft: Draft
  readonly onChange: (change: Partial<Draft>) => void
}

function RuleFields({ list: { choices }, draft, onChange }: RuleFieldsProps) {
  const items = choices.map(({ code, name, unit }) => ({ value: code, label: `${name}（${unit}）` }))
  const unit = choices.find(({ code }) => code === draft.left)?.unit ?? ''
  return (
    <div className="own-rule">
      <Field label="规则名称" isRequired hint={`至少 ${minTitleLength} 个字，填报人看得到`}>
        {(control) => (
          <TextInput
            {...control}
            maxLength={60}
            value={draft.title}
            onChange={(event) => onChange({ title: event.target.value })}
          />
        )}
      </Field>
      <Field label="数据项">
        {(control) => (
          <Select {...control} value={draft.left} options={items} onChange={(left) => onChange({ left })} />
        )}
      </Field>
      <Field label="应当">
        {(control) => (
          <Select
            {...control}
            value={draft.operator}
            options={ownOperators.map((value) => ({ value, label: operatorWords[value] }))}
            onChange={(operator) => onChange({ operator })}
          />
        )}
      </Field>
      <Field label="另一项，或一个数">
        {(control) => (
          <Select
            {...control}
            value={draft.right}
            options={[{ value: '', label: '一个数' }, ...items]}
            onChange={(right) => onChange({ right })}
          />
        )}
      </Field>
      {draft.right === '' && (
        <Field label={`数（${unit}）`}>
          {(control) => (
            <TextInput
              {...control}
              inputMode="decimal"
              maxLength={16}
              value={draft.number}
              onChange={(event) => onChange({ number: event.target.value })}
            />
          )}
        </Field>
      )}
      <Field label="级别">
        {(control) => (
          <Select
            {...control}
            value={draft.severity}
            options={(['error', 'warning', 'info'] as const).map((value) => ({ value, label: severityWords[value] }))}
            onChange={(severity) => onChange({ severity })}
          />
        )}
      </Field>
    </div>
  )
}
