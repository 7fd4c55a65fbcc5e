/*
 * A model of thousands of units holds tables that few readers open. Such parts are made when they are first asked for, and
 * then kept. To a comparison, to JSON and to a thread they are parts like any other; a spread would make them, so what is
 * changed in a model is changed with `changed`.
 */

type Makers = Readonly<Record<string, () => unknown>>
type Made<M extends Makers> = { readonly [K in keyof M]: ReturnType<M[K]> }

/** The object with further parts, each made by its function when it is first asked for. */
export function withLate<T extends object, M extends Makers>(base: T, makers: M): Omit<T, keyof M> & Made<M> {
  const parts = Object.entries(makers).map(([key, make]) => [key, latePart(make)] as const)
  // A cast: the descriptors are those of both types, which TypeScript does not follow.
  return withParts(base, Object.fromEntries(parts)) as Omit<T, keyof M> & Made<M>
}

/** The object with other values for some of its parts; what is late in it stays so. */
export function changed<T extends object, P extends object>(base: T, part: P): Omit<T, keyof P> & P {
  return withParts(base, Object.getOwnPropertyDescriptors(part)) as Omit<T, keyof P> & P
}

function withParts(base: object, parts: PropertyDescriptorMap): unknown {
  return Object.defineProperties({}, { ...Object.getOwnPropertyDescriptors(base), ...parts })
}

function latePart(make: () => unknown): PropertyDescriptor {
  let made: { readonly value: unknown } | null = null
  return {
    enumerable: true,
    configurable: true,
    get: () => (made ??= { value: make() }).value,
  }
}
