import { tokenDays } from '@cg/contract/token'
import type { TokenInfo } from '@cg/contract/token'
import { tokenScopeNames } from '@cg/contract/token-scope'
import { formatDateTime } from '@cg/domain/number/number-format'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { copyText } from '../../lib/clipboard.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextArea, TextInput } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { useToast } from '../../ui/toast.tsx'
import { make, tokensKey } from './queries.ts'

type Made = { readonly token: TokenInfo; readonly secret: string }

/** Makes a token, and shows its secret the only time there is. */
export function NewToken({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<Made | null>(null)
  const [isCopied, setCopied] = useState(false)
  const [isWarned, setWarned] = useState(false)
  // Esc or a click beside the dialog must not lose what cannot be shown again.
  const leave = () => (made === null || isCopied || isWarned ? onClose() : setWarned(true))
  return (
    <Dialog
      isOpen
      onClose={leave}
      title={made === null ? '生成接口令牌' : '令牌只显示这一次'}
      description={
        made === null
          ? '令牌以您的账号读取数据，请每个程序各用一个，不要交给他人'
          : '关闭后不能再查看，系统也没有保存；遗失了只能撤销，另外生成'
      }
      footer={
        made === null ? undefined : <Button onClick={leave}>{isWarned && !isCopied ? '仍要关闭' : '完成'}</Button>
      }
    >
      {made === null ? (
        <TokenForm onMade={setMade} />
      ) : (
        <MadeToken made={made} isWarned={isWarned && !isCopied} onCopied={() => setCopied(true)} />
      )}
    </Dialog>
  )
}

const offered = [30, 90, 180, tokenDays.most].map((days) => ({
  value: String(days),
  label: days === tokenDays.most ? `${days}天（最长）` : `${days}天`,
}))

function TokenForm({ onMade }: { onMade: (made: Made) => void }) {
  const queryClient = useQueryClient()
  const [name, setName] = useState('')
  const [days, setDays] = useState<number>(tokenDays.usual)
  const save = useMutation({
    mutationFn: () => make({ name: name.trim(), scope: 'release.read', days }),
    onSuccess: async (reply) => {
      onMade(reply)
      await queryClient.invalidateQueries({ queryKey: tokensKey })
    },
  })
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <Field label="用途" isRequired hint="写明哪个程序、取什么数，例如“市数据平台每季取数”">
        {(control) => (
          <TextInput
            {...control}
            value={name}
            minLength={2}
            maxLength={40}
            required
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Field label="有效期" hint="到期自动失效，不能续期；也可以随时撤销">
        {(control) => (
          <Select {...control} value={String(days)} options={offered} onChange={(value) => setDays(Number(value))} />
        )}
      </Field>
      <p className="tokens-scope">
        范围：{tokenScopeNames['release.read']}（发布目录、各页数据、发布数据、图表、页面文件和离线册）
      </p>
      {save.error !== null && (
        <p className="field-error" role="alert">
          {save.error.message}
        </p>
      )}
      <p>
        <Button kind="primary" type="submit" isBusy={save.isPending} disabled={name.trim().length < 2}>
          生成
        </Button>
      </p>
    </form>
  )
}

type MadeProps = { readonly made: Made; readonly isWarned: boolean; readonly onCopied: () => void }

function MadeToken({ made: { token, secret }, isWarned, onCopied }: MadeProps) {
  const notify = useToast()
  const copy = async () => {
    const isCopied = await copyText(secret)
    if (isCopied) onCopied()
    notify(isCopied ? '令牌已复制。' : '浏览器不允许复制，请选中令牌后按 Ctrl+C 复制。', isCopied ? 'good' : 'near')
  }
  return (
    <div className="stack">
      <Field
        label={token.name}
        hint={`有效至 ${formatDateTime(token.expiresAt)}。请存入程序的密钥配置，不要写进代码或发到群里。`}
      >
        {(control) => (
          <TextArea
            {...control}
            className="tokens-secret"
            readOnly
            rows={2}
            spellCheck={false}
            value={secret}
            onFocus={(event) => event.currentTarget.select()}
            onCopy={onCopied}
          />
        )}
      </Field>
      {isWarned && (
        <p className="field-error" role="alert">
          令牌还没有复制。如果已另行记下，请按“仍要关闭”。
        </p>
      )}
      <p>
        <Button kind="primary" icon="link" onClick={() => void copy()}>
          复制令牌
        </Button>
      </p>
    </div>
  )
}
