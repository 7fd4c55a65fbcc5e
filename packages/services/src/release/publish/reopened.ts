import type { PublishBoard } from '@cg/contract/publish'
import { submission, submissionEvent } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { and, asc, eq, ne } from 'drizzle-orm'
import { formKey } from '../input/due-forms.ts'
import type { BasisForm } from '../stored/basis.ts'

type Reopened = PublishBoard['quarters'][number]['reopened']

/** Of a published quarter, the forms that were opened again since and are not in a release yet, with the reason. */
export async function reopenedForms(db: Db, period: string, forms: readonly BasisForm[]): Promise<Reopened> {
  const rows = await db
    .select({
      id: submission.id,
      form: submission.formCode,
      reporter: submission.reporter,
      state: submission.state,
      action: submissionEvent.action,
      fromState: submissionEvent.fromState,
      note: submissionEvent.note,
    })
    .from(submissionEvent)
    .innerJoin(submission, eq(submission.id, submissionEvent.submissionId))
    .where(and(eq(submission.period, period), ne(submission.state, 'locked')))
    .orderBy(asc(submissionEvent.id))
  const notes = new Map<string, { state: Reopened[number]['state']; note: string }>()
  for (const { form, reporter, state, action, fromState, note } of rows) {
    const key = formKey(form, reporter)
    if (action === 'admit' || (action === 'reopen' && fromState === 'locked'))
      notes.set(key, { state, note: note ?? '' })
    if (action === 'close') notes.delete(key)
  }
  return forms.flatMap(({ form, formName, reporter, reporterName }) => {
    const found = notes.get(formKey(form, reporter))
    return found === undefined ? [] : [{ formName, reporterName, ...found }]
  })
}
