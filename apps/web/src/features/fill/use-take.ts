import type { FormParams } from '@cg/contract/entry'
import type { EvidenceReply } from '@cg/contract/evidence'
import { useQueryClient } from '@tanstack/react-query'
import type { FormEditor } from './editor/form-editor.ts'
import { formQuery } from './queries.ts'

export type Take = (reply: EvidenceReply) => void

/** The evidence of the page and the form's state, without loading the form anew under a hand. */
export function useTake(editor: FormEditor, params: FormParams): Take {
  const queryClient = useQueryClient()
  return ({ evidence, findings, submission }) => {
    queryClient.setQueryData(formQuery(params).queryKey, (known) => known && { ...known, evidence })
    editor.replaceFindings(findings, submission)
  }
}
