import type { IdentitySettings } from '@cg/contract/identity'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog, Dialog } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { StatusMark } from '../../ui/status-chip.tsx'
import { useToast } from '../../ui/toast.tsx'
import { identitySettingsQuery, saveSettings } from './identity-queries.ts'
import type { SettingsInput } from './identity-queries.ts'

/** Signing in at the city's identity service: off until an admin sets it; the secret goes in and never comes out. */
export function IdentityService() {
  const { data, error, refetch } = useQuery(identitySettingsQuery)
  const [isEditing, setEditing] = useState(false)
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  return (
    <section aria-labelledby="identity-service">
      <h2 id="identity-service">统一身份认证</h2>
      <p>
        <StatusMark tone={data.isOn ? 'good' : 'none'} /> {data.isOn ? '已启用' : '未启用'}
        。启用后，登录页多一个“统一身份认证登录”，用户名和密码照常可用。能看什么、能办什么，只按本系统账号的角色；认证平台给出的角色、部门一概不采用。
      </p>
      {data.issuer !== '' && (
        <dl className="admin-facts">
          <dt>认证平台</dt>
          <dd className="admin-long">{data.issuer}</dd>
          <dt>客户端编号</dt>
          <dd className="admin-long">{data.clientId === '' ? '未填写' : data.clientId}</dd>
          <dt>客户端密钥</dt>
          <dd>{data.hasSecret ? '已保存（不显示）' : '未填写'}</dd>
        </dl>
      )}
      <p>
        <Button onClick={() => setEditing(true)}>{data.isOn ? '修改设置' : '设置并启用'}</Button>{' '}
        {data.isOn && <SwitchOff settings={data} />} <Link to="/admin">关联账号 →</Link>
      </p>
      {isEditing && <SettingsForm settings={data} onClose={() => setEditing(false)} />}
    </section>
  )
}

function useSave(onDone: () => void) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (input: SettingsInput) => saveSettings(input),
    onSuccess: async (reply) => {
      queryClient.setQueryData(identitySettingsQuery.queryKey, reply)
      await queryClient.invalidateQueries({ queryKey: ['admin', 'identities'] })
      onDone()
    },
  })
}

function SwitchOff({ settings }: { settings: IdentitySettings }) {
  const [isAsking, setAsking] = useState(false)
  const save = useSave(() => setAsking(false))
  return (
    <>
      <Button onClick={() => setAsking(true)}>停用</Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={() =>
          save.mutate({ issuer: settings.issuer, clientId: settings.clientId, secret: null, isOn: false })
        }
        title="停用统一身份认证登录"
        confirmWord="停用"
        isDanger
        isBusy={save.isPending}
      >
        <p>由统一身份认证登录的人会立即退出，须用密码重新登录；没有密码的请先重置密码。设置、密钥和账号的关联保留。</p>
        {save.error !== null && <p className="admin-error">{save.error.message}</p>}
      </ConfirmDialog>
    </>
  )
}

function SettingsForm({ settings, onClose }: { settings: IdentitySettings; onClose: () => void }) {
  const notify = useToast()
  const [draft, setDraft] = useState({ issuer: settings.issuer, clientId: settings.clientId, secret: '' })
  const save = useSave(() => {
    notify('已连上认证平台，统一身份认证登录已启用。')
    onClose()
  })
  const isSame = draft.issuer.trim() === settings.issuer && draft.clientId.trim() === settings.clientId
  const keepsSecret = settings.hasSecret && isSame
  const input = (key: keyof typeof draft, type: 'text' | 'password') => (control: { id: string }) => (
    <TextInput
      {...control}
      type={type}
      required={key !== 'secret' || !keepsSecret}
      maxLength={key === 'issuer' ? 300 : 200}
      autoComplete={type === 'password' ? 'new-password' : 'off'}
      value={draft[key]}
      onChange={(event) => setDraft({ ...draft, [key]: event.target.value })}
    />
  )
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="设置统一身份认证"
      description="以下三项由认证平台的管理单位给出。保存时先连一次认证平台，连不上就不启用。"
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate({ ...draft, secret: draft.secret === '' ? null : draft.secret, isOn: true })
        }}
      >
        <Field label="认证平台地址（Issuer）" isRequired hint="完整网址，与平台自报的一字不差">
          {input('issuer', 'text')}
        </Field>
        <Field label="客户端编号（Client ID）" isRequired>
          {input('clientId', 'text')}
        </Field>
        <Field
          label="客户端密钥（Client Secret）"
          isRequired={!keepsSecret}
          hint={
            keepsSecret
              ? '已保存；不改就留空。保存后任何人都不能再看到。'
              : '保存后任何人都不能再看到。地址或编号改动后须重新填写。'
          }
        >
          {input('secret', 'password')}
        </Field>
        <p className="admin-hint">
          请认证平台登记回调地址：<code className="admin-long">{settings.callback}</code>
        </p>
        {save.error !== null && (
          <p className="admin-error" role="alert">
            {save.error.message}
          </p>
        )}
        <p>
          <Button kind="primary" type="submit" isBusy={save.isPending}>
            保存并启用
          </Button>{' '}
          <Button onClick={onClose}>取消</Button>
        </p>
      </form>
    </Dialog>
  )
}
