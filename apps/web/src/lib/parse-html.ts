/** HTML from elsewhere as a document to read. Its styles are left out: it stands under the page's policy, which would report them. */
export function parseHtml(html: string): Document {
  const bare = html.replaceAll(/<style\b[\s\S]*?<\/style\s*>/gi, '').replaceAll(/\sstyle\s*=\s*("[^"]*"|'[^']*')/gi, '')
  return new DOMParser().parseFromString(bare, 'text/html')
}
