import type { AppealBoard } from '@cg/contract/appeal'
import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useNavigate } from '@tanstack/react-router'
import { Select } from '../../ui/select.tsx'

/** The quarters that can be chosen. */
export function Quarters({ board: { period, periods } }: { board: AppealBoard }) {
  const navigate = useNavigate({ from: '/check' })
  return (
    <Select
      caption="季度"
      value={period}
      options={periods.map((code) => ({ value: code, label: formatPeriod(parsePeriod(code)) }))}
      onChange={(quarter) => void navigate({ search: (old) => ({ ...old, quarter }) })}
    />
  )
}
