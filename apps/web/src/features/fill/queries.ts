import {
  applyUpload,
  endorseForm,
  getCellHistory,
  getForm,
  getSheet,
  getWork,
  markUploaded,
  proposeForm,
  putCells,
  putExplanations,
  recallForm,
  sendBackForm,
  submitForm,
  undoUpload,
  uploadWorkbook,
  markProvisional,
  withdrawForm,
} from '@cg/contract/entry'
import {
  attachEvidence,
  nameEvidence,
  removeEvidence as removeRoute,
  spreadEvidence as spreadRoute,
  takeSupply as takeRoute,
} from '@cg/contract/evidence'
import type { NameEvidence } from '@cg/contract/evidence'
import type { ApplyUpload, FormParams, SaveCells, SaveExplanations, SendBack } from '@cg/contract/entry'
import { queryOptions } from '@tanstack/react-query'
import { call, callFile, callUpload } from '../../lib/api.ts'
import { whenFree } from '../../lib/when-free.ts'

/** What is open is asked again when a page is opened; edits keep their own state (form-editor.ts). */
export const workQuery = queryOptions({
  queryKey: ['work'],
  queryFn: ({ signal }) => call(getWork, {}, { signal }),
  staleTime: 0,
})

export const formQuery = (params: FormParams) =>
  queryOptions({
    queryKey: ['form', params.period, params.form, params.reporter],
    queryFn: ({ signal }) => call(getForm, { params }, { signal }),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })

export const cellHistoryQuery = (params: FormParams, cell: { item: string; unit: string; breakdown: string }) =>
  queryOptions({
    queryKey: ['cell-history', params, cell],
    queryFn: ({ signal }) => call(getCellHistory, { params, query: cell }, { signal }),
    staleTime: 0,
  })

export const sheetQuery = (params: FormParams) =>
  queryOptions({
    queryKey: ['sheet', params],
    queryFn: ({ signal }) => call(getSheet, { params }, { signal }),
    staleTime: 0,
  })

export const saveCells = (params: FormParams, body: SaveCells) => call(putCells, { params, body })

export const saveExplanations = (params: FormParams, body: SaveExplanations) => call(putExplanations, { params, body })

export const submit = (params: FormParams, version: number, idempotencyKey: string) =>
  call(submitForm, { params }, { ifMatch: version, idempotencyKey })

/** The steps of 内部审签, each at the version that is on screen. */
export const propose = (params: FormParams, version: number) => call(proposeForm, { params }, { ifMatch: version })
export const recall = (params: FormParams, version: number) => call(recallForm, { params }, { ifMatch: version })
export const endorse = (params: FormParams, version: number) => call(endorseForm, { params }, { ifMatch: version })
export const sendBack = (params: FormParams, version: number, body: SendBack) =>
  call(sendBackForm, { params, body }, { ifMatch: version })

export const setFinalBy = (params: FormParams, version: number, finalBy: string | null) =>
  call(markProvisional, { params, body: { finalBy } }, { ifMatch: version })
export const withdraw = (params: FormParams, version: number) => call(withdrawForm, { params }, { ifMatch: version })

export const apply = (params: FormParams, body: ApplyUpload, idempotencyKey: string) =>
  call(applyUpload, { params, body }, { idempotencyKey })

/** Asked anew, so that what was typed since the page was opened is told. */
export const askLastUpload = async (params: FormParams) => (await call(getForm, { params })).lastUpload

export const undo = (params: FormParams, at: string) => call(undoUpload, { params, body: { at } })

/** Sends the workbook; the reply is the difference, nothing is written. */
export const upload = (params: FormParams, file: Blob, name: string) =>
  whenFree(() => callUpload(uploadWorkbook, { params }, fileForm(file, name)))

/** The same workbook back with its bad cells marked. */
export function markUpload(params: FormParams, file: Blob, name: string) {
  const input = { params, body: fileForm(file, name) }
  return whenFree(() => callFile(markUploaded, input))
}

function fileForm(file: Blob, name: string): FormData {
  const form = new FormData()
  form.set('file', file, name)
  return form
}

type CellPlace = { item: string; unit: string; breakdown: string }

export function attach(params: FormParams, cell: CellPlace, file: File) {
  const body = new FormData()
  body.set('file', file)
  return whenFree(() => callUpload(attachEvidence, { params, query: cell }, body))
}
export const nameDocument = (params: FormParams, body: NameEvidence) => call(nameEvidence, { params, body })
export const spreadEvidence = (params: FormParams, id: number) => call(spreadRoute, { params: { ...params, id } })
export const takeSupply = (params: FormParams, body: CellPlace & { supply: number }) =>
  call(takeRoute, { params, body })
export const removeEvidence = (params: FormParams, id: number) => call(removeRoute, { params: { ...params, id } })
