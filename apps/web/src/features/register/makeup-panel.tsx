import type { RegisterSheet } from '@cg/contract/register'
import { formatPeriod, formatShare, formatValue } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { Link } from '@tanstack/react-router'
import { Panel } from '../../ui/panel.tsx'

type Fields = RegisterSheet['kind']['fields']
type Makeup = RegisterSheet['makeup']

/** What the register's records are made of, and the indicators that its counts go into. */
export function MakeupPanel({ sheet }: { sheet: RegisterSheet }) {
  const { kind, makeup, indicators, held } = sheet
  return (
    <Panel
      title={`构成：${formatPeriod(parsePeriod(held.period))}末在账${makeup.count}条`}
      subtitle={makeup.amounts.map((amount) => amountWords(kind.fields, amount)).join('；')}
      footnote={
        indicators.length > 0 && (
          <>
            用到这些数的指标：
            {indicators.map(({ code, name }, at) => (
              <span key={code}>
                {at > 0 && '、'}
                <Link to="/i/$code" params={{ code }}>
                  {name}
                </Link>
              </span>
            ))}
          </>
        )
      }
    >
      <div className="register-makeup">
        {makeup.groups.map((group) => (
          <Group key={group.field} fields={kind.fields} makeup={makeup} group={group} />
        ))}
      </div>
    </Panel>
  )
}

function amountWords(fields: Fields, { field: code, sum, blank }: Makeup['amounts'][number]): string {
  const field = fields.find((one) => one.code === code)
  const left = blank === 0 ? '' : `，另有${blank}条没有填写`
  return `${field?.name ?? code}合计${valueOf(fields, code, sum)}${field?.unit ?? ''}${left}`
}

function valueOf(fields: Fields, code: string, value: number): string {
  const decimals = fields.find((one) => one.code === code)?.decimals ?? 0
  return formatValue(value, { unit: '', decimals })
}

type GroupProps = { fields: Fields; makeup: Makeup; group: Makeup['groups'][number] }

function Group({ fields, makeup, group }: GroupProps) {
  const nameOf = (code: string) => fields.find((one) => one.code === code)?.name ?? code
  const share = (part: number | null) => (part === null ? '—' : formatShare(part))
  return (
    <div className="register-scroll" role="region" aria-label={`按${nameOf(group.field)}`} tabIndex={0}>
      <table className="register-records register-parts">
        <thead>
          <tr>
            <th scope="col">{nameOf(group.field)}</th>
            <th scope="col" className="register-number">
              条数
            </th>
            <th scope="col" className="register-number">
              占比
            </th>
            {makeup.amounts.map(({ field }) => [
              <th key={field} scope="col" className="register-number">
                {nameOf(field)}
              </th>,
              <th key={`${field} share`} scope="col" className="register-number">
                占比
              </th>,
            ])}
          </tr>
        </thead>
        <tbody>
          {group.parts.map((part) => (
            <tr key={part.value}>
              <th scope="row">{part.value}</th>
              <td className="register-number">{part.count}</td>
              <td className="register-number">{share(part.share)}</td>
              {part.amounts.map((amount, at) => {
                const code = makeup.amounts[at]?.field ?? ''
                return [
                  <td key={code} className="register-number">
                    {valueOf(fields, code, amount.sum)}
                  </td>,
                  <td key={`${code} share`} className="register-number">
                    {share(amount.share)}
                  </td>,
                ]
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
