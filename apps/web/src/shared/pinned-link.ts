/** This page's address with the publication fixed, so that a link in a report never changes what it shows. */
export function pinnedLink(releaseCode: string): string {
  const url = new URL(window.location.href)
  url.searchParams.delete('p')
  url.searchParams.set('pub', releaseCode)
  return url.toString()
}
