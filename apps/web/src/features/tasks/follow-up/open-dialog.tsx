import { followUpKindNames, followUpTextLimits } from '@cg/contract/follow-up'
import type { FollowUpLedger, FollowUpOpening } from '@cg/contract/follow-up'
import { readDay } from '@cg/domain/number/date-text'
import { followUpKinds } from '@cg/domain/task/follow-up'
import type { FollowUpKind } from '@cg/domain/task/follow-up'
import { useMutation } from '@tanstack/react-query'
import { DraftLine } from '../../../shared/draft-line.tsx'
import { ProblemPanel } from '../../../shared/problem-panel.tsx'
import { readTexts, useDraft } from '../../../shared/use-draft.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field, TextInput } from '../../../ui/field.tsx'
import { SegmentedControl } from '../../../ui/segmented.tsx'
import { Select } from '../../../ui/select.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { DayField, WordsField, wrongDay } from '../words-fields.tsx'
import { open } from './queries.ts'

type Offer = NonNullable<FollowUpLedger['offer']>
type OpenDialogProps = {
  today: string
  offer: Offer
  onLedger: (ledger: FollowUpLedger) => void
  onClose: () => void
}

const texts = ['kind', 'light', 'task', 'quote', 'matter', 'basis', 'who', 'requirement', 'dueOn'] as const
const blank = {
  kind: 'light',
  light: '',
  task: '',
  quote: '',
  matter: '',
  basis: '',
  who: '',
  requirement: '',
  dueOn: '',
}
type Typed = typeof blank
const kinds = followUpKinds.map((value) => ({ value, label: followUpKindNames[value] }))

/** Opens an item: from what, to whom, what is asked and by when. */
export function OpenDialog({ today, offer, onLedger, onClose }: OpenDialogProps) {
  const draft = useDraft<Typed>('followup.open', blank, readTexts(texts))
  const typed = draft.value
  const notify = useToast()
  const put = (change: Partial<Typed>) => draft.put({ ...typed, ...change })
  const opening = openingOf(typed, offer)
  const send = useMutation({
    mutationFn: (body: FollowUpOpening) => open(body),
    onSuccess: (next) => {
      draft.discard()
      notify('已发出督办')
      onLedger(next)
    },
  })
  return (
    <Dialog
      isOpen
      shape="wide"
      title="发出督办"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>取消</Button>
          <Button
            kind="primary"
            isBusy={send.isPending}
            disabled={opening === null || wrongDay(typed.dueOn, today) !== null}
            onClick={() => opening !== null && send.mutate(opening)}
          >
            发出
          </Button>
        </>
      }
    >
      <SegmentedControl
        label="来源"
        options={kinds}
        value={typed.kind as FollowUpKind}
        onChange={(kind) => put({ kind })}
      />
      <CauseField typed={typed} offer={offer} onPut={put} />
      <WhoField who={typed.who} offer={offer} onWho={(who) => put({ who })} />
      <WordsField
        label="督办要求"
        hint={`至少${followUpTextLimits.least}个字：要办成什么`}
        most={followUpTextLimits.most}
        text={typed.requirement}
        onText={(requirement) => put({ requirement })}
      />
      <DayField label="办结期限" text={typed.dueOn} onText={(dueOn) => put({ dueOn })} from={today} />
      <DraftLine draft={draft} what="督办" wordsOf={({ requirement }) => requirement} />
      {send.error !== null && <ProblemPanel error={send.error} />}
    </Dialog>
  )
}

type WhoProps = { who: string; offer: Offer; onWho: (who: string) => void }

function WhoField({ who, offer, onWho }: WhoProps) {
  return (
    <Field label="责任单位" isRequired>
      {(control) => (
        <Select
          {...control}
          value={who}
          options={[
            { value: '', label: '请选择' },
            ...offer.departments.map(({ code, name }) => ({ value: `d ${code}`, label: name })),
            ...offer.units.map(({ code, name }) => ({ value: `u ${code}`, label: name })),
          ]}
          onChange={onWho}
        />
      )}
    </Field>
  )
}

type CauseProps = { typed: Typed; offer: Offer; onPut: (change: Partial<Typed>) => void }

/** What it is opened from; whoever leads it is proposed as responsible. */
function CauseField({ typed, offer, onPut }: CauseProps) {
  if (typed.kind === 'speech')
    return (
      <WordsField
        label="讲话原文"
        hint={`至少${followUpTextLimits.least}个字：抄录讲话中要求办的那一句`}
        most={followUpTextLimits.most}
        text={typed.quote}
        onText={(quote) => onPut({ quote })}
      />
    )
  if (typed.kind === 'other') return <MatterFields typed={typed} onPut={onPut} />
  const isLight = typed.kind === 'light'
  const choices = isLight
    ? offer.lights.map((one) => ({ value: `${one.indicator} ${one.unit}`, label: one.words, lead: one.lead }))
    : offer.tasks.map((one) => ({ value: `${one.measure} ${one.milestone}`, label: one.words, lead: one.lead }))
  if (choices.length === 0)
    return <p className="muted">{isLight ? '最近一次发布没有还未督办的滞后指标。' : '没有还未督办的逾期节点。'}</p>
  return (
    <Field label={isLight ? '滞后指标（最近一次发布）' : '逾期节点'} isRequired hint="输入区县或指标名称可以查找">
      {(control) => (
        <Select
          {...control}
          isSearched
          value={isLight ? typed.light : typed.task}
          options={[{ value: '', label: '请选择' }, ...choices]}
          onChange={(value) => {
            const lead = choices.find((one) => one.value === value)?.lead
            onPut({ [isLight ? 'light' : 'task']: value, ...(lead === undefined ? {} : { who: `d ${lead}` }) })
          }}
        />
      )}
    </Field>
  )
}

/** What else is followed up, and what that rests on. */
function MatterFields({ typed, onPut }: Omit<CauseProps, 'offer'>) {
  return (
    <>
      <WordsField
        label="督办事项"
        hint={`至少${followUpTextLimits.least}个字`}
        most={followUpTextLimits.most}
        text={typed.matter}
        onText={(matter) => onPut({ matter })}
      />
      <Field label="督办依据" isRequired hint="如：会议名称和日期、文号、检查通知">
        {(control) => (
          <TextInput
            {...control}
            maxLength={200}
            value={typed.basis}
            onChange={(event) => onPut({ basis: event.target.value })}
          />
        )}
      </Field>
    </>
  )
}

/** What is sent; null: something is still to be written. */
function openingOf(typed: Typed, offer: Offer): FollowUpOpening | null {
  const day = readDay(typed.dueOn)
  const of = causeOf(typed, offer)
  const [side, code] = typed.who.split(' ')
  const isShort = typed.requirement.trim().length < followUpTextLimits.least
  if (of === null || code === undefined || !day.ok || isShort) return null
  return {
    of,
    department: side === 'd' ? code : null,
    unit: side === 'u' ? code : null,
    requirement: typed.requirement,
    dueOn: day.day,
  }
}

function causeOf(typed: Typed, { lights, tasks }: Offer): FollowUpOpening['of'] | null {
  if (typed.kind === 'speech')
    return typed.quote.trim().length < followUpTextLimits.least ? null : { kind: 'speech', quote: typed.quote }
  if (typed.kind === 'other') {
    const [matter, basis] = [typed.matter.trim(), typed.basis.trim()]
    return Math.min(matter.length, basis.length) < followUpTextLimits.least ? null : { kind: 'other', matter, basis }
  }
  if (typed.kind === 'light') {
    const found = lights.find(({ indicator, unit }) => `${indicator} ${unit}` === typed.light)
    if (found === undefined) return null
    const { release, indicator, unit } = found
    return { kind: 'light', release, indicator, unit }
  }
  const found = tasks.find(({ measure, milestone }) => `${measure} ${milestone}` === typed.task)
  return found === undefined ? null : { kind: 'task', measure: found.measure, milestone: found.milestone }
}
