export type SchemeSearch = {
  /** The version that is open; the one in force when left out. */
  v?: string | undefined
}

export function schemeSearch({ v }: Record<string, unknown>): SchemeSearch {
  return { v: typeof v === 'string' && /^\d{1,9}$/.test(v) ? v : undefined }
}
