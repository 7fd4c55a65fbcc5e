import type { FormParams } from '@cg/contract/entry'
import { reopenForCorrection } from '@cg/contract/publish'
import type { CorrectionRequest } from '@cg/contract/publish'
import {
  acceptForm,
  admitForm,
  beginReview,
  checkForm,
  getReminders,
  getReviewForm,
  getReviewMatrix,
  getReviewQuality,
  getReviewQueue,
  giveVerdict,
  grantExtension,
  noteReminder,
  previewReminders,
  sendReminders,
  returnForm,
} from '@cg/contract/review'
import type { AdmitForm, GiveVerdict, GrantExtension, ReturnForm } from '@cg/contract/review'
import { queryOptions } from '@tanstack/react-query'
import { call } from '../../lib/api.ts'

const live = { staleTime: 0 } as const

export const queueQuery = queryOptions({
  queryKey: ['review', 'queue'],
  queryFn: ({ signal }) => call(getReviewQueue, {}, { signal }),
  ...live,
})

/** Without a period, the open quarter's. */
export const matrixQuery = (period: string | null) =>
  queryOptions({
    queryKey: ['review', 'matrix', period],
    queryFn: ({ signal }) => call(getReviewMatrix, { query: period === null ? {} : { period } }, { signal }),
    ...live,
  })

/** Without a period, the open quarter's. */
export const qualityQuery = (period: string | null) =>
  queryOptions({
    queryKey: ['review', 'quality', period],
    queryFn: ({ signal }) => call(getReviewQuality, { query: period === null ? {} : { period } }, { signal }),
    ...live,
  })

export const remindersQuery = queryOptions({
  queryKey: ['review', 'reminders'],
  queryFn: ({ signal }) => call(getReminders, {}, { signal }),
  ...live,
})

/** Null: all who owe something were reminded. */
export const note = (period: string, reporter: string | null) => call(noteReminder, { body: { period, reporter } })

export type ReminderWay = { period: string; reporter: string | undefined; robot: string | undefined }

/** Leaves out what is not chosen. */
const chosen = ({ period, reporter, robot }: ReminderWay) => ({
  period,
  ...(reporter === undefined ? {} : { reporter }),
  ...(robot === undefined ? {} : { robot }),
})

/** Asked anew whenever the dialog opens: what goes out is what stands now. */
export const reminderPreviewQuery = (way: ReminderWay) =>
  queryOptions({
    queryKey: ['review', 'reminder-preview', way.period, way.reporter ?? null, way.robot ?? null],
    queryFn: ({ signal }) => call(previewReminders, { query: chosen(way) }, { signal }),
    gcTime: 0,
    staleTime: 0,
  })

export const send = ({ digest, ...way }: ReminderWay & { digest: string }) =>
  call(sendReminders, { body: { ...chosen(way), digest } })

export const reviewFormQuery = (params: FormParams) =>
  queryOptions({
    queryKey: ['review', 'form', params.period, params.form, params.reporter],
    queryFn: ({ signal }) => call(getReviewForm, { params }, { signal }),
    ...live,
    refetchOnWindowFocus: false,
  })

export const begin = (params: FormParams, version: number) => call(beginReview, { params }, { ifMatch: version })
export const check = (params: FormParams, version: number) =>
  call(checkForm, { params, body: {} }, { ifMatch: version })
export const accept = (params: FormParams, version: number) =>
  call(acceptForm, { params, body: {} }, { ifMatch: version })
export const sendBack = (params: FormParams, version: number, body: ReturnForm) =>
  call(returnForm, { params, body }, { ifMatch: version })
export const judge = (params: FormParams, body: GiveVerdict) => call(giveVerdict, { params, body })
export const extend = (params: FormParams, body: GrantExtension) => call(grantExtension, { params, body })
export const admit = (params: FormParams, body: AdmitForm) => call(admitForm, { params, body })
export const reopen = (period: string, body: CorrectionRequest) =>
  call(reopenForCorrection, { params: { period }, body })
