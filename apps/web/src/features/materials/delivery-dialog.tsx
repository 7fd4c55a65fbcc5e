import type { Delivery, DeliveryPlan } from '@cg/contract/material/delivery'
import { mostReaders } from '@cg/contract/material/delivery'
import { packFormats } from '@cg/contract/material/pack'
import type { RecipeInfo } from '@cg/contract/material/recipe-routes'
import { formatDateTime } from '@cg/domain/number/number-format'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Checkbox, Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { deliveryQuery, putDelivery } from './queries.ts'

const formats = packFormats.map((value) => ({
  value,
  label: value === 'zip' ? '全部（一个 ZIP）' : value.toUpperCase(),
}))

const usual: Delivery = { format: 'zip', readers: [] }

/** 随发布送达: whether the material is made by itself when a release comes out, as what, and for whom. */
export function DeliveryDialog({ info, onClose }: { info: RecipeInfo; onClose: () => void }) {
  const { data, error, refetch } = useQuery(deliveryQuery(info.id))
  const [chosen, choose] = useState<Delivery | null>(null)
  const delivery = chosen ?? data?.delivery ?? usual
  const client = useQueryClient()
  const notify = useToast()
  const save = useMutation({
    mutationFn: (next: Delivery | null) => putDelivery(info.id, next),
    onSuccess: (next) => {
      client.setQueryData(deliveryQuery(info.id).queryKey, next)
      notify(next.delivery === null ? `“${info.name}”不再随发布生成` : `“${info.name}”将随下一次发布生成`)
      onClose()
    },
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`随发布送达：${info.name}`}
      description="每次发布（含更正发布）后自动生成一份，放在“会议材料”页，并在接收人的消息里提醒。接收人和设置者以外，别人看不到这份文件。"
      footer={
        <>
          {data !== undefined && data.delivery !== null && (
            <Button isBusy={save.isPending} onClick={() => save.mutate(null)}>
              停止
            </Button>
          )}
          <Button onClick={onClose}>关闭</Button>
          <Button
            kind="primary"
            isBusy={save.isPending}
            disabled={delivery.readers.length === 0}
            onClick={() => save.mutate(delivery)}
          >
            保存
          </Button>
        </>
      }
    >
      {data === undefined && error === null && <LoadingState />}
      {data === undefined && error !== null && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {data !== undefined && <Choice plan={data} delivery={delivery} onChoose={choose} />}
      {save.error !== null && (
        <p className="field-error" role="alert">
          {save.error.message}
        </p>
      )}
    </Dialog>
  )
}

type ChoiceProps = { plan: DeliveryPlan; delivery: Delivery; onChoose: (next: Delivery) => void }

function Choice({ plan: { people, setBy, setAt }, delivery, onChoose }: ChoiceProps) {
  const { format, readers } = delivery
  const toggle = (id: number, isChosen: boolean) =>
    onChoose({ format, readers: isChosen ? [...readers, id] : readers.filter((reader) => reader !== id) })
  return (
    <>
      {setAt !== null && (
        <p className="muted">
          {setBy} {formatDateTime(setAt)} 设置
        </p>
      )}
      <Field label="生成的文件">
        {(control) => (
          <Select
            {...control}
            options={formats}
            value={format}
            onChange={(next) => onChoose({ format: next, readers })}
          />
        )}
      </Field>
      <fieldset className="material-readers">
        <legend>接收人（已选{readers.length}位）</legend>
        {people.map(({ id, name, part }) => (
          <Checkbox
            key={id}
            label={`${name}　${part}`}
            checked={readers.includes(id)}
            disabled={readers.length >= mostReaders && !readers.includes(id)}
            onChange={({ target }) => toggle(id, target.checked)}
          />
        ))}
      </fieldset>
    </>
  )
}
