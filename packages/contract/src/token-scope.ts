/** What a token may be for. A route that a token may call names its scope; no other route takes one. */
export const tokenScopes = ['release.read'] as const
export type TokenScope = (typeof tokenScopes)[number]

export const tokenScopeNames: Readonly<Record<TokenScope, string>> = { 'release.read': '读取已发布的数据' }
