import type { Plugin } from 'vite'

/** What vite's own loader does when a part of the program could not be fetched. */
const gives = 'if (!e.defaultPrevented) throw err;'
const waits = 'if (e.defaultPrevented) return new Promise(() => {}); throw err;'

/**
 * Whoever asked for a part that could not be fetched waits when the page is loaded anew or left: vite's loader answers it
 * with `undefined`, and the page breaks on its way out.
 */
export function partWaits(): Plugin {
  return {
    name: 'part-waits',
    apply: 'build',
    transform: (code, id) => (id === '\0vite/preload-helper.js' ? { code: waiting(code), map: null } : null),
  }
}

function waiting(code: string): string {
  if (!code.includes(gives)) throw new Error('vite loads parts of the program in another way: see part-waits.ts')
  return code.replace(gives, waits)
}
