import type { SchemeBody, SchemeDetail } from '@cg/contract/scheme'
import type { LoadProblem } from './problem.ts'
import type { Sheet } from './sheet.ts'

/** One sheet laid over the draft: the part of its rules that it sets, and what became of its rows. */
export type Laid = { readonly body: Partial<SchemeBody>; readonly account: string }

/** Reads one sheet of a draft; what is wrong joins `problems`. */
export type SheetReader = (sheet: Sheet, detail: SchemeDetail, problems: LoadProblem[]) => Laid
