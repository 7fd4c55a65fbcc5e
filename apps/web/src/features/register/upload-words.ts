import type { RegisterUpload } from '@cg/contract/register-upload'

/** What would become of the file, in its dialog's title. */
export function uploadTitle({ rows, faultCount }: Pick<RegisterUpload, 'rows' | 'faultCount'>): string {
  if (faultCount > 0) return `有${faultCount}处需要改正`
  const added = rows.filter(({ before }) => before === null).length
  const changed = rows.length - added
  if (rows.length === 0) return '与现有记录相同'
  return [...(added > 0 ? [`新登记${added}条`] : []), ...(changed > 0 ? [`修改${changed}条`] : [])].join('，')
}
