import { sharedPath } from '@cg/contract/shared-path'
import { isDrawnAhead } from './drawn-ahead.ts'

/*
 * A link for a meeting (/share/12/…) opens the pages of the platform without an account. Which link it is stands in the
 * address for the whole visit: what is asked of the server goes to the link's own paths, where its cookie is sent.
 */

const ofAddress = /^\/share\/(\d{1,9})(?=\/|$)/

/** The link that a path of this site lies under; null: the path is an account's. */
export function linkIn(pathname: string): number | null {
  const [, id] = ofAddress.exec(pathname) ?? []
  return id === undefined ? null : Number(id)
}

/** The link that this window was opened by; null: none. */
export function sharedLink(): number | null {
  return isDrawnAhead ? null : linkIn(window.location.pathname)
}

/** Where the pages of a link stand. */
export function shareBase(link: number): string {
  return `/share/${link}`
}

/** What a link may be asked for at all: answers of releases, and the outlines under them. */
const ofLinks = ['/api/v1/releases', '/api/v1/maps']

/** A route as this window may ask for it. */
export function apiPath(path: string): string {
  const link = sharedLink()
  if (link === null || !ofLinks.some((own) => path === own || path.startsWith(`${own}/`))) return path
  return sharedPath(link, path)
}
