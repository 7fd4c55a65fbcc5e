/** page: which page of the list, from 1; the first is left out. */
export function releasesSearch({ page }: Record<string, unknown>): { page?: number | undefined } {
  const number = Number(page)
  return { page: Number.isInteger(number) && number > 1 ? number : undefined }
}
