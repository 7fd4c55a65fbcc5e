import type { FormParams } from '@cg/contract/entry'

/** Where what a reviewer types of a form is kept until it is sent; what belongs to one round is not found in the next. */
export function draftPlace({ period, form, reporter }: FormParams, what: string, round?: number): string {
  return ['review', period, form, reporter, what, ...(round === undefined ? [] : [round])].join('.')
}
