import { addRobot, readNotices, removeRobot, retryNotices, saveMail, saveRobot, testNotice } from '@cg/contract/notice'
import type { MailForm, NoticeTest, RobotForm } from '@cg/contract/notice'
import { queryOptions, useQueryClient } from '@tanstack/react-query'
import type { NoticeBoard } from '@cg/contract/notice'
import { call } from '../../../lib/api.ts'

export const noticesQuery = queryOptions({
  queryKey: ['admin', 'notices'],
  queryFn: ({ signal }) => call(readNotices, {}, { signal }),
  staleTime: 0,
})

export const putMail = (version: number, body: MailForm) => call(saveMail, { body }, { ifMatch: version })
/** Null: a new one. */
export const putRobot = (version: number, id: string | null, body: RobotForm) =>
  id === null
    ? call(addRobot, { body }, { ifMatch: version })
    : call(saveRobot, { params: { id }, body }, { ifMatch: version })
export const dropRobot = (version: number, id: string) => call(removeRobot, { params: { id } }, { ifMatch: version })
export const sendTest = (body: NoticeTest) => call(testNotice, { body })
export const retry = (ids: number[]) => call(retryNotices, { body: { ids } })

export function useTakeBoard(): (board: NoticeBoard) => void {
  const client = useQueryClient()
  return (board) => client.setQueryData(noticesQuery.queryKey, board)
}
