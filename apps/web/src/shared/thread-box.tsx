import './thread.css'
import type { FormParams } from '@cg/contract/entry'
import { threadStateNames } from '@cg/contract/thread'
import type { Remark, Thread, ThreadList } from '@cg/contract/thread'
import { formatDateTime } from '@cg/domain/number/number-format'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { randomKey } from '../lib/api.ts'
import { Button } from '../ui/button.tsx'
import { StatusChip } from '../ui/status-chip.tsx'
import { calledIn, nothingWritten } from './mention.ts'
import type { Written } from './mention.ts'
import { RemarkField } from './remark-field.tsx'
import { answer, ask, close, threadPlace, threadsAt, threadsQuery, useThreads } from './threads.ts'
import type { ThreadCell } from './threads.ts'
import { readTexts, useDraft } from './use-draft.ts'

type ThreadBoxProps = { params: FormParams; cell: ThreadCell }

/** 问答 under one figure: what is open first, what is closed folded, and the field for a new one. */
export function ThreadBox({ params, cell }: ThreadBoxProps) {
  const list = useThreads(params)
  const here = threadsAt(list, cell)
  const open = here.filter(({ state }) => state !== 'closed')
  const closed = here.filter(({ state }) => state === 'closed')
  if (list === undefined) return null
  return (
    <section className="threads" aria-label="问答">
      <p className="threads-title">问答</p>
      {open.map((one) => (
        <ThreadItem key={one.id} params={params} cell={cell} list={list} thread={one} />
      ))}
      {closed.length > 0 && (
        <details className="thread-closed">
          <summary>已办结 {closed.length} 条</summary>
          {closed.map((one) => (
            <ThreadItem key={one.id} params={params} cell={cell} list={list} thread={one} />
          ))}
        </details>
      )}
      <AskField params={params} cell={cell} list={list} />
    </section>
  )
}

type ThreadItemProps = ThreadBoxProps & { list: ThreadList; thread: Thread }

const tones = { waiting: 'near', answered: 'info', closed: 'good' } as const

function ThreadItem({ params, cell, list, thread }: ThreadItemProps) {
  const take = useTake(params)
  const end = useMutation({
    mutationFn: () => close(params, thread.id, thread.remarks.at(-1)?.id ?? 0),
    onSuccess: take.list,
    onError: take.anew,
  })
  const { closed } = thread
  return (
    <article className="thread">
      <p className="thread-head">
        <StatusChip tone={tones[thread.state]}>{threadStateNames[thread.state]}</StatusChip>
        {thread.mayClose && (
          <Button kind="quiet" isBusy={end.isPending} onClick={() => end.mutate()}>
            办结
          </Button>
        )}
      </p>
      {thread.remarks.map((one) => (
        <RemarkWords key={one.id} remark={one} />
      ))}
      {closed !== null && (
        <p className="thread-end">
          {closed.by} {formatDateTime(closed.at)} 办结
        </p>
      )}
      {end.error !== null && (
        <p className="thread-error" role="alert">
          {end.error.message}
        </p>
      )}
      {closed === null && <AnswerField params={params} cell={cell} list={list} thread={thread} />}
    </article>
  )
}

/** Plain text as it was written; the names called on stand out. */
function RemarkWords({ remark }: { remark: Remark }) {
  return (
    <div className="remark">
      <p className="remark-by">
        <b>{remark.by}</b> <time>{formatDateTime(remark.at)}</time>
      </p>
      <p className="remark-text">
        {partsOf(remark).map(({ words, isName }, at) => (isName ? <mark key={at}>{words}</mark> : words))}
      </p>
    </div>
  )
}

type Part = { readonly words: string; readonly isName: boolean }

/** The text cut at the names that were called on. */
function partsOf({ text, mentions }: Remark): readonly Part[] {
  const names = mentions.toSorted((left, right) => right.length - left.length)
  let parts: readonly Part[] = [{ words: text, isName: false }]
  for (const name of names) parts = parts.flatMap((part) => (part.isName ? [part] : cutAt(part.words, `@${name}`)))
  return parts
}

function cutAt(text: string, name: string): readonly Part[] {
  return text
    .split(name)
    .flatMap((words, at) => (at === 0 ? [] : [{ words: name, isName: true }]).concat({ words, isName: false }))
}

const readWritten = readTexts(['text', 'called'])

function AskField({ params, cell, list }: ThreadBoxProps & { list: ThreadList }) {
  const draft = useDraft<Written>(threadPlace(params, cell, 'new'), nothingWritten, readWritten)
  const [isAsking, setAsking] = useState(draft.note.kind !== 'none')
  const { send, error, isPending } = useSend(params, draft.value, list, (body, key) =>
    ask(params, { ...cell, ...body }, key),
  )
  if (!isAsking) return <Button onClick={() => setAsking(true)}>提问</Button>
  const done = () => {
    draft.discard()
    setAsking(false)
  }
  return (
    <RemarkField
      label="问题"
      word="发出"
      people={list.people}
      draft={draft}
      error={error}
      isBusy={isPending}
      onSend={() => send(done)}
      onCancel={done}
    />
  )
}

function AnswerField({ params, cell, list, thread }: ThreadItemProps) {
  const draft = useDraft<Written>(threadPlace(params, cell, String(thread.id)), nothingWritten, readWritten)
  const [isAnswering, setAnswering] = useState(draft.note.kind !== 'none')
  const { send, error, isPending } = useSend(params, draft.value, list, (body, key) =>
    answer(params, thread.id, body, key),
  )
  if (!isAnswering)
    return (
      <Button kind="quiet" onClick={() => setAnswering(true)}>
        答复
      </Button>
    )
  const done = () => {
    draft.discard()
    setAnswering(false)
  }
  return (
    <RemarkField
      label="答复"
      word="答复"
      people={list.people}
      draft={draft}
      error={error}
      isBusy={isPending}
      onSend={() => send(done)}
      onCancel={done}
    />
  )
}

type Body = { readonly text: string; readonly mentions: number[] }

/** One number for one text, so that a second try after a lost answer says it once. */
function useSend(
  params: FormParams,
  written: Written,
  { people }: ThreadList,
  post: (body: Body, key: string) => Promise<ThreadList>,
) {
  const key = useRef({ text: '', key: '' })
  const take = useTake(params)
  const mutation = useMutation({
    mutationFn: () => {
      const body = { text: written.text.trim(), mentions: calledIn(written, people).map(({ id }) => id) }
      const text = JSON.stringify(body)
      if (key.current.text !== text) key.current = { text, key: randomKey() }
      return post(body, key.current.key)
    },
    onError: take.anew,
  })
  return {
    send: (onDone: () => void) =>
      mutation.mutate(undefined, {
        onSuccess: (next) => {
          onDone()
          take.list(next)
        },
      }),
    error: mutation.error?.message,
    isPending: mutation.isPending,
  }
}

function useTake(params: FormParams) {
  const client = useQueryClient()
  const { queryKey } = threadsQuery(params)
  return {
    list: (next: ThreadList) => client.setQueryData(queryKey, next),
    /** What was refused may have moved. */
    anew: () => void client.invalidateQueries({ queryKey }),
  }
}
