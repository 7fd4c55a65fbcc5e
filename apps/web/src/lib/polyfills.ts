/*
 * What Chrome 88 lacks of the language we write (decision 24). Installed before anything else runs; newer browsers keep
 * their own.
 */

type Target = Record<string, unknown>

function provide(target: object, name: string, value: (...args: never[]) => unknown): void {
  if (name in (target as Target)) return
  Object.defineProperty(target, name, { value, writable: true, configurable: true })
}

function at(this: ArrayLike<unknown>, index: number): unknown {
  const whole = Math.trunc(index) || 0
  return this[whole < 0 ? this.length + whole : whole]
}

/** Lays what is missing into the language; what is there stays. */
export function providePolyfills(): void {
  provide(Array.prototype, 'at', at)
  provide(String.prototype, 'at', at)
  provide(Object.getPrototypeOf(Uint8Array.prototype) as object, 'at', at)
  provide(Array.prototype, 'toSorted', function (this: unknown[], compare?: (left: unknown, right: unknown) => number) {
    return this.slice().sort(compare)
  })
  provide(Array.prototype, 'toReversed', function (this: unknown[]) {
    return this.slice().reverse()
  })
  provide(Array.prototype, 'with', function (this: unknown[], index: number, value: unknown) {
    const copy = this.slice()
    copy[index < 0 ? copy.length + index : index] = value
    return copy
  })
  provide(Array.prototype, 'findLast', function (this: unknown[], test: (item: unknown, index: number) => boolean) {
    for (let index = this.length - 1; index >= 0; index--) if (test(this[index], index)) return this[index]
    return undefined
  })
  provide(
    Array.prototype,
    'findLastIndex',
    function (this: unknown[], test: (item: unknown, index: number) => boolean) {
      for (let index = this.length - 1; index >= 0; index--) if (test(this[index], index)) return index
      return -1
    },
  )
  provide(Object, 'hasOwn', (owner: object, key: PropertyKey) => Object.prototype.hasOwnProperty.call(owner, key))
  provide(Object, 'groupBy', (items: Iterable<unknown>, keyOf: (item: unknown, index: number) => PropertyKey) => {
    const groups = Object.create(null) as Record<PropertyKey, unknown[]>
    let index = 0
    for (const item of items) (groups[keyOf(item, index++)] ??= []).push(item)
    return groups
  })
  provide(Map, 'groupBy', (items: Iterable<unknown>, keyOf: (item: unknown, index: number) => unknown) => {
    const groups = new Map<unknown, unknown[]>()
    let index = 0
    for (const item of items) {
      const key = keyOf(item, index++)
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [item])
      else group.push(item)
    }
    return groups
  })
  provide(globalThis, 'structuredClone', (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown)
}

providePolyfills()
