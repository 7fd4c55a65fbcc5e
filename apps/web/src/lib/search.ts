/** Plain `?a=1&b=2`: readable in a chat, no JSON, no quotes. */
export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text))
}

/** Undefined and empty values are defaults and are left out. */
export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(search)) {
    if (typeof value === 'string' && value !== '') params.set(key, value)
    else if (typeof value === 'number') params.set(key, String(value))
  }
  return params.toString() === '' ? '' : `?${params}`
}

const code = /^[A-Za-z0-9_.:\u4e00-\u9fff-]{1,60}$/

/** A code, name or release number from the URL; anything else is ignored. */
export function codeIn(search: Record<string, unknown>, key: string): string | undefined {
  const value = search[key]
  return typeof value === 'string' && code.test(value) ? value : undefined
}

/** A name from the URL as it is, up to 100 characters without control characters; what it names is looked up, not run. */
export function textIn(search: Record<string, unknown>, key: string): string | undefined {
  const value = search[key]
  return typeof value === 'string' && /^\P{C}{1,100}$/u.test(value) ? value : undefined
}

/** One of the known choices; the default is undefined so that it stays out of the URL. */
export function choiceIn<const T extends readonly string[]>(
  search: Record<string, unknown>,
  key: string,
  choices: T,
): T[number] | undefined {
  return choices.find((choice) => choice === search[key])
}
