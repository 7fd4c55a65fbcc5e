import { exportDepartments, getDepartments } from '@cg/contract/release/departments'
import { queryOptions } from '@tanstack/react-query'
import { call, callFile } from '../../lib/api.ts'
import { pinned } from '../../lib/query-client.ts'

/** Every department with what it answers for in a release. */
export function departmentsQuery(code: string) {
  return queryOptions({
    queryKey: ['release', code, 'departments'],
    queryFn: ({ signal }) => call(getDepartments, { params: { code } }, { signal }),
    ...pinned,
  })
}

export const takeDepartments = (code: string) => callFile(exportDepartments, { params: { code } })
