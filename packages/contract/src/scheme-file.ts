import type { Static } from 'typebox'
import { ProposalParams } from './change-proposal.ts'
import { defineRoute } from './route.ts'
import { SchemeBody } from './scheme.ts'
import { Type } from './type.ts'

/* A version of the scheme as a workbook, and what a draft can be set to out of one. */

export const SchemeFile = Type.Object({
  /** Each with row, column and remedy; with one of them nothing is taken. */
  errors: Type.Array(Type.String()),
  /** What becomes another of the draft, in words; empty where the file says what stands. */
  lines: Type.Array(Type.String()),
  /** Of every sheet what became of its rows, and of those of the draft that the file lacks. */
  accounts: Type.Array(Type.String()),
  /** The draft's rules as the file has them, to be looked at and saved; nothing is written. */
  body: SchemeBody,
})
export type SchemeFile = Static<typeof SchemeFile>

export const getSchemeWorkbook = defineRoute({
  method: 'GET',
  path: '/api/v1/schemes/:id/workbook',
  summary:
    'A version of the scoring scheme as a workbook: items with weights and rules, missing figures and places, bonuses, grades, and all versions',
  access: 'signed-in',
  params: ProposalParams,
  reply: null,
  file: ['xlsx'],
})

export const readSchemeFile = defineRoute({
  method: 'POST',
  path: '/api/v1/schemes/:id/file',
  summary: 'Read a draft’s rules from a workbook (multipart): what is other than what stands; writes nothing',
  access: 'signed-in',
  bodyLimit: 8 * 1024 * 1024,
  upload: { formats: ['xlsx', 'csv'] },
  params: ProposalParams,
  reply: SchemeFile,
})
