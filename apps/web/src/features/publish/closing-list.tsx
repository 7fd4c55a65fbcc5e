import type { Closing, ClosingForm } from '@cg/contract/closing'
import { closingGroups, closingWords } from '@cg/contract/closing'
import { formatDateTime } from '@cg/domain/number/number-format'
import { StatusMark } from '../../ui/status-chip.tsx'

/** The forms that publishing now would shut, by how far they are. */
export function ClosingList({ closing: { forms } }: { closing: Closing }) {
  if (forms.length === 0) return null
  return (
    <details className="publish-closing">
      <summary>
        <StatusMark tone="near" /> 发布即关闭 {forms.length} 张未通过审核的报表：{closingWords(forms)}
      </summary>
      {closingGroups(forms).map((group) => (
        <section key={group.name}>
          <h3>
            {group.name} {group.forms.length} 张
          </h3>
          <ul className="publish-missing">
            {group.forms.map((one) => (
              <li key={`${one.form}|${one.reporter}`}>
                {one.reporterName} · {one.formName}
                {timeWords(one)}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </details>
  )
}

function timeWords({ deadline, isInTime, isExtended }: ClosingForm): string {
  if (isExtended) return ` · 延期中，可报到 ${formatDateTime(deadline)}`
  return isInTime ? ` · 未到截止时间 ${formatDateTime(deadline)}` : ''
}

/** Said before the publication is signed. */
export function ClosingWords({ closing: { forms } }: { closing: Closing }) {
  if (forms.length === 0) return null
  return (
    <p className="publish-closes">
      发布即关闭 {forms.length} 张未通过审核的报表：{closingWords(forms)}
      。这些表按“未报”计入本次发布，填报单位不能再填，审核人也不能再通过；以后只能由产改办逐表准予补报，随更正发布。
    </p>
  )
}
