import { messageKinds } from '@cg/domain/claim/message'
import { tlsNames } from '@cg/contract/notice'
import type { MailForm as Form, NoticeBoard } from '@cg/contract/notice'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { DraftLine } from '../../../shared/draft-line.tsx'
import { readTexts, useDraft } from '../../../shared/use-draft.ts'
import { Button } from '../../../ui/button.tsx'
import { Checkbox, Field, TextInput } from '../../../ui/field.tsx'
import { Select } from '../../../ui/select.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { KindChoice } from './kind-choice.tsx'
import { putMail, useTakeBoard } from './queries.ts'
import { TestButton } from './test-button.tsx'

const textNames = ['address', 'host', 'port', 'user', 'from'] as const
type Texts = Readonly<Record<(typeof textNames)[number], string>>
const readMailTexts = readTexts(textNames)

const tlsOptions = (['tls', 'starttls', 'none'] as const).map((value) => ({ value, label: tlsNames[value] }))

/** How mail leaves the program. The password is typed, sent once and never shown; no draft keeps it. */
export function MailForm({ board }: { board: NoticeBoard }) {
  const { mail, version, address } = board
  const saved: Texts = {
    address: address === '' ? window.location.origin : address,
    host: mail.host,
    port: String(mail.port),
    user: mail.user,
    from: mail.from,
  }
  const draft = useDraft<Texts>('admin.notices.mail', saved, readMailTexts)
  const [choice, setChoice] = useState<Pick<Form, 'isOn' | 'tls' | 'kinds'>>(mail)
  const [password, setPassword] = useState('')
  const take = useTakeBoard()
  const notify = useToast()
  const save = useMutation({
    mutationFn: () => {
      const { isOn, tls, kinds } = choice
      const { port, ...texts } = trimmed(draft.value)
      const secret = password === '' ? {} : { password }
      return putMail(version, { isOn, tls, kinds, ...texts, port: Number(port), ...secret })
    },
    onSuccess: (next) => {
      draft.drop()
      setPassword('')
      take(next)
      notify('邮件设置已保存')
    },
  })
  return (
    <section className="notice-card">
      <h2>邮件</h2>
      <Checkbox
        label="启用邮件（默认不启用）"
        checked={choice.isOn}
        onChange={(event) => setChoice({ ...choice, isOn: event.target.checked })}
      />
      <MailTexts texts={draft.value} onTexts={draft.put} />
      <Secured
        tls={choice.tls}
        onTls={(tls) => setChoice({ ...choice, tls })}
        password={password}
        onPassword={setPassword}
        isKept={mail.hasPassword}
      />
      <KindChoice
        title="哪些消息发邮件"
        offered={messageKinds}
        chosen={choice.kinds}
        onChoose={(kinds) => setChoice({ ...choice, kinds })}
      />
      <DraftLine
        draft={draft}
        wordsOf={(texts) =>
          textNames
            .map((name) => texts[name])
            .filter(Boolean)
            .join('，')
        }
      />
      {save.error !== null && (
        <p className="admin-error" role="alert">
          {save.error.message}
        </p>
      )}
      <div>
        <Button kind="primary" isBusy={save.isPending} onClick={() => save.mutate()}>
          保存邮件设置
        </Button>
      </div>
      <MailTest board={board} />
    </section>
  )
}

type SecuredProps = {
  tls: Form['tls']
  onTls: (tls: Form['tls']) => void
  password: string
  onPassword: (password: string) => void
  isKept: boolean
}

/** How the way to the server is secured, and the password, which is only ever typed. */
function Secured({ tls, onTls, password, onPassword, isKept }: SecuredProps) {
  return (
    <div className="notice-fields">
      <Field label="加密方式">
        {(control) => <Select {...control} options={tlsOptions} value={tls} onChange={onTls} />}
      </Field>
      <Field label="密码或授权码" hint={passwordHint(isKept)}>
        {(control) => (
          <TextInput
            {...control}
            type="password"
            autoComplete="new-password"
            maxLength={200}
            value={password}
            onChange={(event) => onPassword(event.target.value)}
          />
        )}
      </Field>
    </div>
  )
}

function trimmed(texts: Texts): Texts {
  const { address, host, port, user, from } = texts
  return { address: address.trim(), host: host.trim(), port: port.trim(), user: user.trim(), from: from.trim() }
}

function passwordHint(isKept: boolean): string {
  const kept = isKept ? '已保存，留空则不变。' : '服务器要求登录时填写。'
  return `${kept}只存在本机的 notice-secrets.json 中，不进数据库、备份和操作记录，也不再显示。`
}

function MailTexts({ texts, onTexts }: { texts: Texts; onTexts: (next: Texts) => void }) {
  const field = (name: keyof Texts, label: string, hint?: string) => (
    <Field key={name} label={label} hint={hint}>
      {(control) => (
        <TextInput
          {...control}
          maxLength={200}
          inputMode={name === 'port' ? 'numeric' : undefined}
          value={texts[name]}
          onChange={(event) => onTexts({ ...texts, [name]: event.target.value })}
        />
      )}
    </Field>
  )
  return (
    <div className="notice-fields">
      {field('host', '邮件服务器', '如 smtp.example.gov.cn')}
      {field('port', '端口')}
      {field('user', '登录账号', '服务器不要求登录的留空')}
      {field('from', '发件地址')}
      {field('address', '平台网址', '邮件和群消息中的链接以此开头')}
    </div>
  )
}

/** Tests what is saved, not what is being typed. */
function MailTest({ board }: { board: NoticeBoard }) {
  const [to, setTo] = useState('')
  if (board.mail.host === '') return null
  return (
    <div className="notice-test">
      <Field label="测试收件邮箱" hint="按已保存的设置发一封">
        {(control) => (
          <TextInput
            {...control}
            type="email"
            maxLength={160}
            value={to}
            onChange={(event) => setTo(event.target.value)}
          />
        )}
      </Field>
      <TestButton test={{ channel: 'mail', to: to.trim() }} isDisabled={to.trim() === ''} />
    </div>
  )
}
