/** dist/pages.json of the web's build: what the page of a path fetches beside the shell. */
export type PageFiles = Readonly<
  Record<string, { readonly scripts: readonly string[]; readonly styles: readonly string[] } | undefined>
>

/** The links that let a browser fetch a page's scripts and styles beside the shell's, not after them. */
export function pageLinks(files: PageFiles, url: string, nonce: string): string {
  const [, page = '', of = ''] = (url.split('?')[0] ?? '').split('/')
  const found = files[of === '' ? `/${page}` : `/${page}/*`]
  if (found === undefined) return ''
  // As the program looks for them before it would fetch them again.
  const scripts = found.scripts.map((file) => `<link rel="modulepreload" crossorigin href="/${file}" nonce="${nonce}">`)
  const styles = found.styles.map((file) => `<link rel="stylesheet" crossorigin href="/${file}" nonce="${nonce}">`)
  return [...styles, ...scripts].join('')
}

const programTag = /<script type="module"[^>]* src="([^"]+)"[^>]*><\/script>/
const scriptLink = /<link rel="modulepreload"[^>]* href="([^"]+)"[^>]*>/g
const styleLink = /<link rel="stylesheet"[^>]* href="([^"]+)"[^>]*>/g

export type PageAhead = {
  /** What was drawn. */
  readonly html: string
  readonly nonce: string
  /** The text of a file of styles. */
  readonly read: (href: string) => Promise<string>
}

/**
 * The page with what was drawn ahead in the place of the program's, which stands behind it, and with its styles in it: what
 * is seen first waits for no file but its pictures. Program and files are left to a line of script in the page; fetched
 * at once they would come, and run, before the pictures.
 */
export async function withPageAhead(page: string, { html, nonce, read }: PageAhead): Promise<string> {
  const [, program = ''] = programTag.exec(page) ?? []
  const hrefs = (links: RegExp): string[] => [...page.matchAll(links)].map(([, href = '']) => href)
  const [files, styles] = [hrefs(scriptLink), hrefs(styleLink)]
  const css = (await Promise.all(styles.map(read))).join('\n')
  const data = `data-program="${program}" data-files="${files.join(' ')}" data-styles="${styles.join(' ')}"`
  return page
    .replace(programTag, '')
    .replaceAll(scriptLink, '')
    .replaceAll(styleLink, '')
    .replace('</head>', () => `<style nonce="${nonce}" id="first-style">${css}</style></head>`)
    .replace(
      '<div id="root"></div>',
      () => `<div id="first-page" ${data}>${html}</div><div id="root" class="is-behind"></div>`,
    )
}
