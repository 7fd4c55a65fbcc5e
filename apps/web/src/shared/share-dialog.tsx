import './share-dialog.css'
import { createShare, shareAddress, shareHours, sharePageNames, shareTarget } from '@cg/contract/share'
import type { SharePage } from '@cg/contract/share'
import { formatDateTime } from '@cg/domain/number/number-format'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useRouterState } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../lib/api.ts'
import { copyText } from '../lib/clipboard.ts'
import { shareBase } from '../lib/shared-link.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Checkbox, Field, TextInput } from '../ui/field.tsx'
import { Select } from '../ui/select.tsx'
import { useToast } from '../ui/toast.tsx'

type ShareDialogProps = {
  /** The release on the page. */
  release: string
  onClose: () => void
}

/** What is offered of the hours a link may live. */
export function offeredHours(page: SharePage): readonly { value: string; label: string }[] {
  const most = page === 'screen' ? shareHours.mostOfScreen : shareHours.most
  return [4, 24, 72, 168, 720]
    .filter((hours) => hours <= most)
    .map((hours) => ({ value: String(hours), label: hours < 24 ? `${hours}小时` : `${hours / 24}天` }))
}

/** Makes a link that opens this page, as it stands, for people without an account. */
export function ShareDialog({ release, onClose }: ShareDialogProps) {
  const asked = useRouterState({ select: ({ location }) => `${location.pathname}${location.searchStr}` })
  const [made, setMade] = useState<{ url: string; expiresAt: string } | null>(null)
  const page = shareTarget(asked)?.page ?? 'overview'
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`会议链接：${sharePageNames[page]}`}
      description="打开的人不需要账号，只能看这一页，不能导出文件，也不能查看其他内容"
      footer={made === null ? undefined : <Button onClick={onClose}>完成</Button>}
    >
      {made === null ? (
        <ShareForm address={shareAddress(asked)} page={page} release={release} onMade={setMade} />
      ) : (
        <MadeLink {...made} onLeave={onClose} />
      )}
    </Dialog>
  )
}

type FormProps = {
  address: string
  page: SharePage
  release: string
  onMade: (made: { url: string; expiresAt: string }) => void
}

function ShareForm({ address, page, release, onMade }: FormProps) {
  const queryClient = useQueryClient()
  const [purpose, setPurpose] = useState('')
  const [hours, setHours] = useState<number>(page === 'screen' ? shareHours.mostOfScreen : shareHours.usual)
  const [follows, setFollows] = useState(false)
  const save = useMutation({
    mutationFn: () =>
      call(createShare, {
        body: { address, release: follows ? null : release, purpose: purpose.trim(), hours },
      }),
    onSuccess: async ({ link, token }) => {
      onMade({ url: `${window.location.origin}${shareBase(link.id)}#${token}`, expiresAt: link.expiresAt })
      await queryClient.invalidateQueries({ queryKey: ['shares'] })
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
      <Field label="用途" isRequired hint="写明用在哪里，例如“7月调度会”；打开链接的人也会看到">
        {(control) => (
          <TextInput
            {...control}
            value={purpose}
            minLength={2}
            maxLength={40}
            required
            onChange={(event) => setPurpose(event.target.value)}
          />
        )}
      </Field>
      <Field label="有效期" hint="到期前可以续期，也可以随时收回">
        {(control) => (
          <Select
            {...control}
            value={String(hours)}
            options={offeredHours(page)}
            onChange={(value) => setHours(Number(value))}
          />
        )}
      </Field>
      {page === 'screen' && (
        <Checkbox
          label="随最新发布更换：有新的发布时，大屏自动改为显示最新一期"
          checked={follows}
          onChange={(event) => setFollows(event.target.checked)}
        />
      )}
      <p className="share-what">{follows ? '显示最新发布' : `固定显示 ${release}`}</p>
      {save.error !== null && (
        <p className="field-error" role="alert">
          {save.error.message}
        </p>
      )}
      <p>
        <Button kind="primary" type="submit" isBusy={save.isPending} disabled={purpose.trim().length < 2}>
          生成链接
        </Button>
      </p>
    </form>
  )
}

function MadeLink({ url, expiresAt, onLeave }: { url: string; expiresAt: string; onLeave: () => void }) {
  const notify = useToast()
  const copy = async () => {
    const isCopied = await copyText(url)
    notify(isCopied ? '链接已复制。' : '浏览器不允许复制，请选中链接后按 Ctrl+C 复制。', isCopied ? 'good' : 'near')
  }
  return (
    <div className="stack">
      <Field
        label="链接"
        hint={`有效至 ${formatDateTime(expiresAt)}。链接只显示这一次，关闭后不能再查看；收到链接的人都能打开，请只发给参会人员。`}
      >
        {(control) => <TextInput {...control} readOnly value={url} onFocus={(event) => event.currentTarget.select()} />}
      </Field>
      <p className="share-done">
        <Button kind="primary" icon="link" onClick={() => void copy()}>
          复制链接
        </Button>
        <Link to="/shares" onClick={onLeave}>
          查看我的会议链接 →
        </Link>
      </p>
    </div>
  )
}
