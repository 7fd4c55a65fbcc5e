import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useNavigate } from '@tanstack/react-router'
import { Select } from '../ui/select.tsx'

type QuartersProps = {
  board: { readonly period: string; readonly periods: readonly string[] }
  /** The page whose address keeps the choice. */
  page: '/check' | '/statements' | '/conflicts'
}

/** The quarters that a board of work can be seen of. */
export function Quarters({ board: { period, periods }, page }: QuartersProps) {
  const navigate = useNavigate({ from: page })
  return (
    <Select
      caption="季度"
      value={period}
      options={periods.map((code) => ({ value: code, label: formatPeriod(parsePeriod(code)) }))}
      onChange={(quarter) => void navigate({ search: (old) => ({ ...old, quarter }) })}
    />
  )
}
