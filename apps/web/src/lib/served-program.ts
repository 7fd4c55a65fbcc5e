import { parseHtml } from './parse-html.ts'

/** The address of the program that a page's HTML starts: it changes with every build. */
export function programOf(html: string): string | null {
  const page = parseHtml(html)
  const script = page.querySelector('script[type=module][src]')?.getAttribute('src')
  // A page that was drawn ahead starts its program later.
  return script ?? page.getElementById('first-page')?.dataset['program'] ?? null
}

/** Whether the server now serves another program than the one that runs; false where it does not say. */
export async function isOutdated(): Promise<boolean> {
  const running = document.querySelector('script[type=module][src]')?.getAttribute('src') ?? null
  const response = await fetch('/', { cache: 'no-store', credentials: 'same-origin' }).catch(() => null)
  if (response === null || !response.ok || running === null) return false
  const served = programOf(await response.text())
  return served !== null && served !== running
}
