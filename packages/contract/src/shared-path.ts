const own = '/api/v1/'

/** The address under which an opened link for a meeting asks for a route of releases. */
export function sharedPath(link: number | ':link', path: string): `/api/v1/${string}` {
  if (!path.startsWith(own)) throw new Error(`${path} is no route of the API`)
  return `/api/v1/shared/${link}/${path.slice(own.length)}`
}
