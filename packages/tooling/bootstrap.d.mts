type Lockfile = { readonly packages: Readonly<Record<string, object>> }
export function isInstalled(wanted: Lockfile, installed: Lockfile): boolean
export function needsInstall(folder: string): boolean
