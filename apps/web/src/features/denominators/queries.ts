import { listDenominators, readDenominator } from '@cg/contract/denominator'
import { queryOptions } from '@tanstack/react-query'
import { call } from '../../lib/api.ts'

export const denominatorsQuery = queryOptions({
  queryKey: ['denominators'],
  queryFn: ({ signal }) => call(listDenominators, {}, { signal }),
})

export const bookQuery = (item: string) =>
  queryOptions({
    queryKey: ['denominators', item],
    queryFn: ({ signal }) => call(readDenominator, { params: { item } }, { signal }),
    staleTime: 0,
  })
