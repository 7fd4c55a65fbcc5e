/** Returns the value, or throws: for invariants that the code has already established. */
export function must<T>(value: T | null | undefined, message = 'a value that must exist is missing'): T {
  if (value === null || value === undefined) throw new Error(message)
  return value
}

/** Marks a branch that the types say cannot happen; a forgotten case fails to compile and at run time. */
export function unreachable(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`)
}
