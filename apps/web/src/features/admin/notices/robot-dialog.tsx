import { groupMessageKinds } from '@cg/domain/claim/message'
import { robotKindNames } from '@cg/contract/notice'
import type { RobotForm, RobotInfo } from '@cg/contract/notice'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { DraftLine, itself } from '../../../shared/draft-line.tsx'
import { readText, useDraft } from '../../../shared/use-draft.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Checkbox, Field, TextInput } from '../../../ui/field.tsx'
import { SegmentedControl } from '../../../ui/segmented.tsx'
import { KindChoice } from './kind-choice.tsx'
import { putRobot, useTakeBoard } from './queries.ts'

type RobotDialogProps = { version: number; robot: RobotInfo | null; onClose: () => void }

type Choice = Pick<RobotForm, 'kind' | 'isOn' | 'kinds'>

const usual: Choice = { kind: 'wecom', isOn: true, kinds: ['due', 'overdue', 'checkWindow', 'published'] }

/** A robot of a group. Its address is its key: typed, sent once and never shown; no draft keeps it. */
export function RobotDialog({ version, robot, onClose }: RobotDialogProps) {
  const draft = useDraft(`admin.notices.robot.${robot?.id ?? 'new'}`, robot?.name ?? '', readText)
  const [choice, setChoice] = useState<Choice>(robot ?? usual)
  const [keys, setKeys] = useState<Typed>({ url: '', secret: '' })
  const take = useTakeBoard()
  const save = useMutation({
    mutationFn: () =>
      putRobot(version, robot?.id ?? null, {
        name: draft.value.trim(),
        kind: choice.kind,
        isOn: choice.isOn,
        kinds: choice.kinds,
        ...typedOf(keys),
      }),
    onSuccess: (next) => {
      draft.discard()
      take(next)
      onClose()
    },
  })
  const isReady = draft.value.trim() !== '' && (robot !== null || keys.url.trim() !== '')
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={robot === null ? '添加群机器人' : `修改“${robot.name}”的机器人`}
      footer={
        <>
          <Button onClick={onClose}>取消</Button>
          <Button kind="primary" disabled={!isReady} isBusy={save.isPending} onClick={() => save.mutate()}>
            保存
          </Button>
        </>
      }
    >
      <div className="stack">
        <SegmentedControl
          label="哪种群"
          value={choice.kind}
          onChange={(kind) => setChoice({ ...choice, kind })}
          options={(['wecom', 'dingtalk'] as const).map((value) => ({ value, label: robotKindNames[value] }))}
        />
        <Field label="群的名称" isRequired error={save.error?.message}>
          {(control) => (
            <TextInput
              {...control}
              maxLength={40}
              value={draft.value}
              onChange={(event) => draft.put(event.target.value)}
            />
          )}
        </Field>
        <DraftLine draft={draft} wordsOf={itself} />
        <Keys isNew={robot === null} isSigned={choice.kind === 'dingtalk'} keys={keys} onKeys={setKeys} />
        <KindChoice
          title="哪些消息发到群里"
          offered={groupMessageKinds}
          chosen={choice.kinds}
          onChoose={(kinds) => setChoice({ ...choice, kinds })}
        />
        <Checkbox
          label="启用"
          checked={choice.isOn}
          onChange={(event) => setChoice({ ...choice, isOn: event.target.checked })}
        />
      </div>
    </Dialog>
  )
}

type Typed = { readonly url: string; readonly secret: string }

/** What was left empty stays as it is. */
function typedOf({ url, secret }: Typed): Pick<RobotForm, 'url' | 'secret'> {
  return {
    ...(url.trim() === '' ? {} : { url: url.trim() }),
    ...(secret.trim() === '' ? {} : { secret: secret.trim() }),
  }
}

type KeysProps = { isNew: boolean; isSigned: boolean; keys: Typed; onKeys: (keys: Typed) => void }

/** What lets anybody write into the group: typed and sent, never shown. */
function Keys({ isNew, isSigned, keys, onKeys }: KeysProps) {
  return (
    <>
      <Field label="Webhook 地址" isRequired={isNew} hint={isNew ? '保存后不再显示' : '留空则不变'}>
        {(control) => (
          <TextInput
            {...control}
            type="password"
            autoComplete="off"
            maxLength={600}
            value={keys.url}
            onChange={(event) => onKeys({ ...keys, url: event.target.value })}
          />
        )}
      </Field>
      {isSigned && (
        <Field label="加签密钥（可不填）" hint="机器人的安全设置选了“加签”的填写，以 SEC 开头；留空则不变">
          {(control) => (
            <TextInput
              {...control}
              type="password"
              autoComplete="off"
              maxLength={200}
              value={keys.secret}
              onChange={(event) => onKeys({ ...keys, secret: event.target.value })}
            />
          )}
        </Field>
      )}
    </>
  )
}
