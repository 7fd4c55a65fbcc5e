import type { SubmissionState } from '@cg/domain/form/submission'
import { Type } from './type.ts'
import type { Static } from 'typebox'
import { SubmissionStateSchema } from './entry.ts'
import { IsoTime } from './schema.ts'

/* What a publication shuts: forms that are owed and not accepted. They count as 未报, and nobody writes in them any more. */

export const ClosingForm = Type.Object({
  form: Type.String(),
  formName: Type.String(),
  reporter: Type.String(),
  reporterName: Type.String(),
  state: SubmissionStateSchema,
  /** The last instant at which this reporter may send it in time. */
  deadline: IsoTime,
  /** That instant has not passed. */
  isInTime: Type.Boolean(),
  /** An extension was given, and still runs. */
  isExtended: Type.Boolean(),
})
export type ClosingForm = Static<typeof ClosingForm>

export const Closing = Type.Object({
  /** Send it back with the publication: these forms were seen. Another form, or one sent meanwhile, makes another digest. */
  digest: Type.String(),
  forms: Type.Array(ClosingForm),
})
export type Closing = Static<typeof Closing>

/** The digest that was read with the preview; '' where none was. */
export const SeenClosing = Type.String({ maxLength: 64, description: '将关闭的报表名单' })

const groups: readonly { name: string; states: readonly SubmissionState[] }[] = [
  { name: '已报送未审', states: ['submitted', 'checked'] },
  { name: '退回修改', states: ['returned'] },
  { name: '填报中', states: ['draft', 'withdrawn'] },
  { name: '未开始', states: ['not_started'] },
]

export type ClosingGroup = { readonly name: string; readonly forms: readonly ClosingForm[] }

/** The forms by how far they are, what lies with the office first; no empty group. */
export function closingGroups(forms: readonly ClosingForm[]): ClosingGroup[] {
  return groups
    .map(({ name, states }) => ({ name, forms: forms.filter((one) => states.includes(one.state)) }))
    .filter((group) => group.forms.length > 0)
}

/** '已报送未审 17 张、未开始 5 张，其中 20 张未到截止时间（含延期中 3 张）' */
export function closingWords(forms: readonly ClosingForm[]): string {
  const parts = closingGroups(forms).map((group) => `${group.name} ${group.forms.length} 张`)
  const inTime = forms.filter((one) => one.isInTime).length
  const extended = forms.filter((one) => one.isExtended).length
  if (inTime === 0) return parts.join('、')
  const running = inTime === extended ? `${extended} 张延期中` : `${inTime} 张未到截止时间`
  const among = extended > 0 && extended < inTime ? `（含延期中 ${extended} 张）` : ''
  return `${parts.join('、')}，其中 ${running}${among}`
}
