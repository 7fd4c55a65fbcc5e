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
