import { Type } from './type.ts'
import type { Static } from 'typebox'
import { ReleaseListItem } from './release/head.ts'
import { defineRoute } from './route.ts'
import type { RouteContract } from './route.ts'
import { CodeText, IsoTime, nullable, strictObject } from './schema.ts'
import { sharedPath } from './shared-path.ts'

/*
 * 会议链接: one page of one release for people without an account, for a time. Off until an admin switches it on. What a
 * link admits to follows from the address of its page; nothing else of the API knows it.
 */

export const sharePages = [
  'overview',
  'ranking',
  'indicator',
  'unit',
  'compare',
  'equity',
  'targets',
  'screen',
] as const
export type SharePage = (typeof sharePages)[number]

export const sharePageNames: Readonly<Record<SharePage, string>> = {
  overview: '总览',
  ranking: '排名',
  indicator: '指标',
  unit: '区县画像',
  compare: '对比',
  equity: '均衡性',
  targets: '目标',
  screen: '大屏',
}

/** Hours that a link may live from its making or renewal on: one for a meeting, one for a wall. */
export const shareHours = { usual: 24, most: 168, mostOfScreen: 720 } as const

/** Links that one person may have alive at once. */
export const mostShares = 20

/** What a page shows: the indicator, measure or unit it is about; null: none, and of a ranking the score. */
export type ShareTarget = { readonly page: SharePage; readonly subject: string | null }

const pathPages: Readonly<Record<string, SharePage>> = {
  '/': 'overview',
  '/rank': 'ranking',
  '/compare': 'compare',
  '/equity': 'equity',
  '/targets': 'targets',
  '/screen': 'screen',
}

/** Where the address of a page names its subject in the query. */
const subjectKeys: Readonly<Partial<Record<SharePage, string>>> = { ranking: 'by', targets: 'unit', screen: 'focus' }

/** Which page of a release an address opens, and on what; null for every other address. */
export function shareTarget(address: string): ShareTarget | null {
  if (!address.startsWith('/') || !URL.canParse(address, nowhere)) return null
  const { pathname, searchParams, host } = new URL(address, nowhere)
  if (host !== 'nowhere.invalid') return null
  const page = pathPages[pathname]
  if (page !== undefined) return { page, subject: searchParams.get(subjectKeys[page] ?? '') }
  const [, kind, code] = /^\/([iu])\/([^/]+)$/.exec(pathname) ?? []
  if (code === undefined) return null
  return { page: kind === 'i' ? 'indicator' : 'unit', subject: decodeURIComponent(code) }
}

/** The address without the quarter and the release, which the link itself fixes. */
export function shareAddress(address: string): string {
  const url = new URL(address, nowhere)
  for (const key of ['p', 'pub']) url.searchParams.delete(key)
  return `${url.pathname}${url.search}`
}

const nowhere = 'http://nowhere.invalid'

export const shareStates = ['live', 'expired', 'revoked'] as const

export const ShareLink = Type.Object({
  id: Type.Integer(),
  page: Type.Enum([...sharePages]),
  subject: nullable(Type.String()),
  /** Path and query of the page inside the link. */
  address: Type.String(),
  /** The one release it opens; null: whichever is the newest (大屏 only). */
  release: nullable(Type.String()),
  purpose: Type.String(),
  createdBy: Type.String(),
  isOwn: Type.Boolean(),
  createdAt: IsoTime,
  expiresAt: IsoTime,
  state: Type.Enum([...shareStates]),
  revokedBy: nullable(Type.String()),
  revokedAt: nullable(IsoTime),
  firstUsedAt: nullable(IsoTime),
  lastUsedAt: nullable(IsoTime),
  useCount: Type.Integer(),
})
export type ShareLink = Static<typeof ShareLink>

export const ShareList = Type.Object({
  /** False: no link opens, and none can be made. */
  isOn: Type.Boolean(),
  mayMake: Type.Boolean(),
  /** True for an admin, who sees everybody's. */
  isAll: Type.Boolean(),
  items: Type.Array(ShareLink),
})
export type ShareList = Static<typeof ShareList>

/** What somebody without an account is told about the link they opened. */
export const SharedView = Type.Object({
  id: Type.Integer(),
  page: Type.Enum([...sharePages]),
  address: Type.String(),
  purpose: Type.String(),
  expiresAt: IsoTime,
  /** The release shown now. */
  release: Type.String(),
  /** True where a newer release takes its place by itself. */
  isNewest: Type.Boolean(),
  city: Type.String(),
  isDemo: Type.Boolean(),
})
export type SharedView = Static<typeof SharedView>

const Hours = Type.Integer({ minimum: 1, maximum: shareHours.mostOfScreen })
const LinkId = Type.Integer({ minimum: 1 })

export const listShares = defineRoute({
  method: 'GET',
  path: '/api/v1/shares',
  summary: 'Links for meetings: one’s own, an admin’s all',
  access: 'signed-in',
  reply: ShareList,
})
export const createShare = defineRoute({
  method: 'POST',
  path: '/api/v1/shares',
  summary: 'Make a link for a meeting; its token is told once',
  access: 'signed-in',
  body: strictObject({
    address: Type.String({ pattern: '^/', minLength: 1, maxLength: 800 }),
    release: nullable(CodeText),
    purpose: Type.String({ minLength: 2, maxLength: 40 }),
    hours: Hours,
  }),
  reply: Type.Object({ link: ShareLink, token: Type.String() }),
})
export const renewShare = defineRoute({
  method: 'POST',
  path: '/api/v1/shares/:id/renew',
  summary: 'Let a living link of one’s own live on, from now',
  access: 'signed-in',
  params: Type.Object({ id: LinkId }),
  body: strictObject({ hours: Hours }),
  reply: ShareLink,
})
export const revokeShare = defineRoute({
  method: 'POST',
  path: '/api/v1/shares/:id/revoke',
  summary: 'End a link at once: its maker or an admin',
  access: 'signed-in',
  params: Type.Object({ id: LinkId }),
  reply: ShareLink,
})
export const switchShares = defineRoute({
  method: 'PUT',
  path: '/api/v1/admin/shares',
  summary: 'Allow links for meetings, or forbid them and stop those there are',
  access: 'signed-in',
  body: strictObject({ isOn: Type.Boolean() }),
  reply: ShareList,
})
export const openShare = defineRoute({
  method: 'POST',
  path: '/api/v1/shared/:link/open',
  summary: 'Exchange a link’s token for a cookie of its own',
  access: 'public',
  refusals: ['unauthenticated'],
  params: Type.Object({ link: LinkId }),
  body: strictObject({ token: Type.String({ minLength: 1, maxLength: 100 }) }),
  reply: SharedView,
})
export const getShared = defineRoute({
  method: 'GET',
  path: '/api/v1/shared/:link',
  summary: 'What an opened link shows, and until when',
  access: 'shared',
  params: Type.Object({ link: LinkId }),
  reply: SharedView,
})
export const listSharedReleases = defineRoute({
  method: 'GET',
  path: '/api/v1/shared/:link/releases',
  summary: 'The one release of an opened link, and the name of the one that corrected it',
  access: 'shared',
  params: Type.Object({ link: LinkId }),
  reply: Type.Object({ items: Type.Array(ReleaseListItem) }),
})

/** A route of releases as an opened link asks for it. */
export function sharedTwin({ scope: _scope, ...route }: RouteContract): RouteContract {
  const properties = (route.params as { properties?: Record<string, ReturnType<typeof Type.Integer>> } | undefined)
    ?.properties
  return {
    ...route,
    path: sharedPath(':link', route.path),
    access: 'shared',
    params: Type.Object({ ...properties, link: LinkId }),
  }
}
