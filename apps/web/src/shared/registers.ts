import { exportRegister, getRegister, getRegisters } from '@cg/contract/release/register'
import type { RegisterFilter, RegisterIndex } from '@cg/contract/release/register'
import { formatState, formatValue } from '@cg/domain/number/number-format'
import { queryOptions } from '@tanstack/react-query'
import { call, callFile } from '../lib/api.ts'
import { pinned } from '../lib/query-client.ts'

/** The registers that a release froze. */
export function frozenRegistersQuery(code: string) {
  return queryOptions({
    queryKey: ['release', code, 'registers'],
    queryFn: ({ signal }) => call(getRegisters, { params: { code } }, { signal }),
    ...pinned,
  })
}

/** One of them with its records. */
export function frozenRegisterQuery(code: string, kind: string) {
  return queryOptions({
    queryKey: ['release', code, 'register', kind],
    queryFn: ({ signal }) => call(getRegister, { params: { code, kind } }, { signal }),
    ...pinned,
  })
}

/** 全市14项; withheld where it would tell of one or two people. */
export function amountText({ records, unit, decimals }: RegisterIndex['kinds'][number]['items'][number]): string {
  return records === null ? formatState('withheld') : `${formatValue(records, { unit, decimals })}${unit}`
}

type Wanted = { readonly code: string; readonly kind: string; readonly format: 'xlsx' | 'csv' } & RegisterFilter

export const takeRegister = ({ code, kind, format, unit, year, picks, text }: Wanted) =>
  callFile(exportRegister, {
    params: { code, kind },
    query: {
      format,
      ...(unit ? { unit } : {}),
      ...(year ? { year } : {}),
      ...(picks ? { picks } : {}),
      ...(text ? { text } : {}),
    },
  })
