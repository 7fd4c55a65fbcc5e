import { registerHooks } from 'node:module'
import type { ResolveFnOutput } from 'node:module'

/**
 * Node parses the whole package.json again for every module it finds in a package: drizzle-orm's is 179 kB and it loads a
 * hundred modules. Within the package a relative address needs no package.json, and what its name means is asked once,
 * wherever in the checkout it is written (npm keeps one copy of it).
 */
export function resolveOnce(name: string): void {
  const inside = `/node_modules/${name}/`
  const known = new Map<string, ResolveFnOutput>()
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier === name || specifier.startsWith(`${name}/`)) {
        const found = known.get(specifier) ?? { ...next(specifier, context), shortCircuit: true }
        known.set(specifier, found)
        return found
      }
      if (specifier.startsWith('.') && specifier.endsWith('.js') && context.parentURL?.includes(inside) === true)
        return { url: new URL(specifier, context.parentURL).href, format: 'module', shortCircuit: true }
      return next(specifier, context)
    },
  })
}
