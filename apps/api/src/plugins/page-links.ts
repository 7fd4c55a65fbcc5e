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
const rootElement = '<div id="root"></div>'

/** A page in the pieces in which it is sent: what is seen first stands in them, what its program needs comes last. */
export type PageParts = {
  /** With its styles: it waits for nothing, and a browser reads it while the rest is put together. */
  readonly head: string
  /** What was drawn, which the program's page stands behind; null: nothing, and the program begins at once. */
  readonly body: (html: string | null) => string
  /** After what the program is told. */
  readonly end: string
}

/**
 * The page that something drawn ahead is put into, with its styles in it: what is seen first waits for no file but its
 * pictures. Program and files are left to a line of script in the page; fetched at once they would come, and run, before
 * the pictures.
 */
export async function pageParts(
  page: string,
  { nonce, read }: { readonly nonce: string; readonly read: (href: string) => Promise<string> },
): Promise<PageParts> {
  const [, program = ''] = programTag.exec(page) ?? []
  const hrefs = (links: RegExp): string[] => [...page.matchAll(links)].map(([, href = '']) => href)
  const [files, styles] = [hrefs(scriptLink), hrefs(styleLink)]
  const css = (await Promise.all(styles.map(read))).join('\n')
  const data = `data-program="${program}" data-files="${files.join(' ')}" data-styles="${styles.join(' ')}"`
  const bare = page.replace(programTag, '').replaceAll(scriptLink, '').replaceAll(styleLink, '')
  const [head, rest] = splitAt(bare, bare.indexOf('</head>'))
  const [before, root] = splitAt(rest, rest.indexOf(rootElement))
  const [behind, end] = splitAt(root.slice(rootElement.length), root.indexOf('</body>') - rootElement.length)
  return {
    head: `${head}<style nonce="${nonce}" id="first-style">${css}</style>`,
    body: (html) =>
      `${before}<div id="first-page" ${data}>${html ?? ''}</div><div id="root"${html === null ? '' : ' class="is-behind"'}></div>${behind}`,
    end,
  }
}

function splitAt(text: string, at: number): [before: string, after: string] {
  if (at < 0) throw new Error(`a page of the web lacks what it is taken apart at: ${text}`)
  return [text.slice(0, at), text.slice(at)]
}
