import type { Closing, ClosingForm } from '@cg/contract/closing'
import { closingWords } from '@cg/contract/closing'
import { extension, submission } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import type { SubmissionState } from '@cg/domain/form/submission'
import { eq } from 'drizzle-orm'
import { sincePublication } from '../../entry/move/standing.ts'
import { ServiceError } from '../../errors.ts'
import { formKey } from '../input/due-forms.ts'
import { sha256 } from '../stored/sha256.ts'
import type { ReleaseBasis } from '../stored/basis.ts'

type Owed = Pick<ReleaseBasis, 'period' | 'forms'>

/** The forms that a publication of the quarter, as it stands, would shut. One that an earlier release left out is shut already. */
export async function closingOf(db: Db, { period, forms }: Owed, now: Date): Promise<Closing> {
  const missing = forms.filter((form) => form.state === 'missing')
  const submissions = await db.select().from(submission).where(eq(submission.period, period))
  const extensions = await db.select().from(extension).where(eq(extension.period, period))
  const since = await sincePublication(db, period)
  const rows = new Map(submissions.map((row) => [formKey(row.formCode, row.reporter), row]))
  const extended = new Set(extensions.map((row) => formKey(row.formCode, row.reporter)))
  const closing = missing.flatMap(({ form, formName, reporter, reporterName, deadline }): ClosingForm[] => {
    const key = formKey(form, reporter)
    const row = rows.get(key) ?? null
    if (since(row).leftOutOf !== null) return []
    const isInTime = now.getTime() <= Date.parse(deadline)
    return [
      {
        form,
        formName,
        reporter,
        reporterName,
        state: row?.state ?? 'not_started',
        deadline,
        isInTime,
        isExtended: isInTime && extended.has(key),
      },
    ]
  })
  return { digest: digestOf(closing), forms: closing }
}

/**
 * A keystroke in a draft changes nothing that the publisher was told, and no publication waits for it; a form that is
 * sent, returned or given more time is another promise.
 */
function digestOf(forms: readonly ClosingForm[]): string {
  const lines = forms.map(({ form, reporter, state, deadline }) => [form, reporter, withWhom(state), deadline])
  return sha256(Buffer.from(JSON.stringify(lines)))
}

function withWhom(state: SubmissionState): 'office' | 'returned' | 'reporter' {
  if (state === 'submitted' || state === 'checked') return 'office'
  return state === 'returned' ? 'returned' : 'reporter'
}

/** Refuses a publication that would shut forms which the publisher was not shown. */
export function requireClosingSeen({ digest, forms }: Closing, seen: string | null): void {
  if (forms.length === 0 || digest === seen) return
  const what = `现在发布将关闭 ${forms.length} 张未通过审核的报表：${closingWords(forms)}`
  throw new ServiceError(
    'stale',
    seen === null || seen === ''
      ? `${what}。请在发布页看过名单，确认后再发布。`
      : `您看过名单之后，又有报表报送、退回或延期。${what}。请看过新的名单，确认后再发布。`,
    { reason: 'release.closing_changed', current: { closing: digest, yours: seen } },
  )
}
