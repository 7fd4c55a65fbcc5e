import type { ReviewQueue } from '@cg/contract/review'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { accept } from './queries.ts'

type Item = ReviewQueue['items'][number]
type Outcome = { readonly item: Item; readonly refusal: string | null }

/** Nothing found, nothing to decide on, nothing changed much, nothing asked and not closed, and this person may pass it; late or not is no matter of figures. */
export function isClean(item: Item): boolean {
  return (
    item.findings === 0 &&
    item.explained === 0 &&
    item.changed === 0 &&
    item.openThreads === 0 &&
    item.allowedActions.some((action) => action === 'accept')
  )
}

/** Passes every form without a finding, after they were named; one that moved meanwhile is refused and told. */
export function BatchAccept({ items }: { items: readonly Item[] }) {
  const clean = items.filter(isClean)
  const [asked, setAsked] = useState<readonly Item[] | null>(null)
  const queryClient = useQueryClient()
  const pass = useMutation({
    mutationFn: acceptAll,
    // The queue is read again when the outcome has been read: the dialog stands on it.
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['review'] }),
  })
  const close = () => {
    setAsked(null)
    pass.reset()
  }
  if (clean.length === 0 && asked === null) return null
  return (
    <>
      <Button kind="primary" onClick={() => setAsked(clean)}>
        通过全部无异常（{clean.length}）
      </Button>
      {asked !== null && (
        <Dialog
          isOpen
          onClose={close}
          title={pass.data === undefined ? `通过 ${asked.length} 张无异常的表？` : outcomeTitle(pass.data)}
          footer={
            pass.data === undefined ? (
              <>
                <Button onClick={close}>取消</Button>
                <Button kind="primary" isBusy={pass.isPending} onClick={() => pass.mutate(asked)}>
                  通过 {asked.length} 张表
                </Button>
              </>
            ) : (
              <Button kind="primary" onClick={close}>
                知道了
              </Button>
            )
          }
        >
          {pass.data === undefined ? <Asked items={asked} /> : <Outcomes outcomes={pass.data} />}
        </Dialog>
      )}
    </>
  )
}

function Asked({ items }: { items: readonly Item[] }) {
  return (
    <>
      <p>这些表校验无异常，没有待定的说明，也没有较大变动或改动。逐张按您看到的版本通过；期间有变化的会跳过并列出。</p>
      <ul className="review-open">
        {items.map((item) => (
          <li key={keyOf(item)}>{nameOf(item)}</li>
        ))}
      </ul>
    </>
  )
}

function Outcomes({ outcomes }: { outcomes: readonly Outcome[] }) {
  const refused = outcomes.filter((one) => one.refusal !== null)
  if (refused.length === 0) return <p>已逐张记入审核记录。</p>
  return (
    <>
      <p>没有通过的表留在队列里：</p>
      <ul className="review-open">
        {refused.map(({ item, refusal }) => (
          <li key={keyOf(item)}>
            {nameOf(item)}：{refusal}
          </li>
        ))}
      </ul>
    </>
  )
}

/** One after the other, each an act of its own with its own line in the record. */
async function acceptAll(items: readonly Item[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const item of items) {
    const { period, form, reporter, version } = item
    const refusal = await accept({ period, form, reporter }, version).then(
      () => null,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    )
    outcomes.push({ item, refusal })
  }
  return outcomes
}

function outcomeTitle(outcomes: readonly Outcome[]): string {
  const passed = outcomes.filter((one) => one.refusal === null).length
  return passed === outcomes.length
    ? `已通过 ${passed} 张表`
    : `已通过 ${passed} 张表，${outcomes.length - passed} 张没有通过`
}

function keyOf({ form, reporter }: Item): string {
  return `${form}|${reporter}`
}

function nameOf({ formName, reporterName }: Item): string {
  return `${reporterName} · ${formName}`
}
