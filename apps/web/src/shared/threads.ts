import type { FormParams } from '@cg/contract/entry'
import { answerThread, askThread, closeThread, listThreads } from '@cg/contract/thread'
import type { AnswerThread, AskThread, Thread, ThreadList } from '@cg/contract/thread'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { call } from '../lib/api.ts'

export const threadsQuery = (params: FormParams) =>
  queryOptions({
    queryKey: ['threads', params.period, params.form, params.reporter],
    queryFn: ({ signal }) => call(listThreads, { params }, { signal }),
    staleTime: 0,
  })

export const ask = (params: FormParams, body: AskThread, idempotencyKey: string) =>
  call(askThread, { params, body }, { idempotencyKey })
export const answer = (params: FormParams, id: number, body: AnswerThread, idempotencyKey: string) =>
  call(answerThread, { params: { ...params, id }, body }, { idempotencyKey })
export const close = (params: FormParams, id: number, seen: number) =>
  call(closeThread, { params: { ...params, id }, body: { seen } })

/** What the page's ThreadLine has loaded; a box under one of many cells asks for nothing itself. */
export function useThreads(params: FormParams): ThreadList | undefined {
  return useQuery({ ...threadsQuery(params), enabled: false }).data
}

export type ThreadCell = { readonly item: string; readonly unit: string; readonly breakdown: string }

export function threadsAt(list: ThreadList | undefined, { item, unit, breakdown }: ThreadCell): readonly Thread[] {
  return (list?.threads ?? []).filter((one) => one.item === item && one.unit === unit && one.breakdown === breakdown)
}

/** Not closed yet, and how many of them nobody has answered. */
export function openThreads(threads: readonly Thread[]): {
  readonly open: readonly Thread[]
  readonly waiting: number
} {
  const open = threads.filter(({ state }) => state !== 'closed')
  return { open, waiting: open.filter(({ state }) => state === 'waiting').length }
}

/** '3 条未办结（2 条待答复）' */
export function openWords(threads: readonly Thread[]): string {
  const { open, waiting } = openThreads(threads)
  return `${open.length} 条未办结${waiting === 0 ? '，都已有答复' : `（${waiting} 条待答复）`}`
}

/** Where what is typed and not sent is kept: of a cell, then 'new' or the thread that is answered. */
export function threadPlace({ period, form, reporter }: FormParams, cell?: ThreadCell, what?: string): string {
  const head = `thread.${period}.${form}.${reporter}.`
  return cell === undefined ? head : `${head}${cell.item}~${cell.unit}~${cell.breakdown}|${what ?? ''}`
}
