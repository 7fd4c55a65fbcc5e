import './liaison.css'
import { listLiaisons, saveLiaison } from '@cg/contract/liaison'
import type { Contact, Liaison } from '@cg/contract/liaison'
import { formatDateTime } from '@cg/domain/number/number-format'
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../lib/api.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field, TextInput } from '../ui/field.tsx'
import { useToast } from '../ui/toast.tsx'

/** Whom the reader may name: of the own department or unit, of all for an admin. */
export const liaisonsQuery = queryOptions({
  queryKey: ['liaisons'],
  queryFn: ({ signal }) => call(listLiaisons, {}, { signal }),
  staleTime: 0,
})

/** '陈晓岚  0571-88001234  chen@example.cn', wide spaces between */
export function contactWords({ name, phone, mail }: Contact): string {
  return [name, phone, mail].filter(Boolean).join('\u3000')
}

type LiaisonDialogProps = { one: Liaison; onClose: () => void }

/** 联络员 of one department or unit. What is refused is said here, and what was typed stays. */
export function LiaisonDialog({ one, onClose }: LiaisonDialogProps) {
  const [contact, setContact] = useState<Contact>(one.contact ?? { name: '', phone: '', mail: '' })
  const client = useQueryClient()
  const notify = useToast()
  const save = useMutation({
    mutationFn: () => call(saveLiaison, { params: { code: one.code }, body: contact }, { ifMatch: one.version }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: liaisonsQuery.queryKey })
      await client.invalidateQueries({ queryKey: ['admin', 'reporters'] })
      notify(contact.name.trim() === '' ? `${one.reporterName}不再设联络员` : `已登记${one.reporterName}的联络员`)
      onClose()
    },
  })
  const put = (part: Partial<Contact>) => setContact({ ...contact, ...part })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`${one.reporterName}的联络员`}
      description="产改办催报、核对数字时找的人。只有产改办、管理员和本单位看得到，不进入发布、导出和会议链接。"
      footer={
        <>
          <Button onClick={onClose}>取消</Button>
          <Button kind="primary" isBusy={save.isPending} onClick={() => save.mutate()}>
            保存
          </Button>
        </>
      }
    >
      <div className="stack">
        <Field label="姓名" hint="三项都清空，即不再设联络员">
          {(control) => (
            <TextInput
              {...control}
              maxLength={40}
              value={contact.name}
              onChange={(event) => put({ name: event.target.value })}
            />
          )}
        </Field>
        <Field label="电话" hint="可写几个号码，用顿号隔开">
          {(control) => (
            <TextInput
              {...control}
              maxLength={60}
              value={contact.phone}
              onChange={(event) => put({ phone: event.target.value })}
            />
          )}
        </Field>
        <Field label="邮箱">
          {(control) => (
            <TextInput
              {...control}
              maxLength={100}
              value={contact.mail}
              onChange={(event) => put({ mail: event.target.value })}
            />
          )}
        </Field>
        {one.updatedAt !== null && (
          <p className="liaison-when">
            {one.updatedBy === null ? '由城市资料装入' : `${one.updatedBy} 登记`}，{formatDateTime(one.updatedAt)}
          </p>
        )}
        {save.error !== null && (
          <p className="liaison-error" role="alert">
            {save.error.message}
          </p>
        )}
      </div>
    </Dialog>
  )
}
