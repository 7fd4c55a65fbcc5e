/** part: all shows an admin the tokens of every account. */
export function tokensSearch({ part }: Record<string, unknown>): { part?: 'all' | undefined } {
  return { part: part === 'all' ? 'all' : undefined }
}
