import { spawnSync } from 'node:child_process'

export type OwnUser = { readonly uid: number; readonly gid: number }

/** PostgreSQL refuses to run as root: root starts it as the account its package made. Undefined: as who this is. */
export function unprivileged(): OwnUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  const [uid, gid] = ['-u', '-g'].map((option) => {
    const { status, stdout } = spawnSync('id', [option, 'postgres'], { encoding: 'utf8' })
    return status === 0 ? Number(stdout) : Number.NaN
  })
  if (uid === undefined || gid === undefined || Number.isNaN(uid) || Number.isNaN(gid)) {
    throw new Error(
      'PostgreSQL may not run as root, and this machine has no account "postgres" to run it as. Make one, or run this as another user.\nPostgreSQL 不能以 root 身份运行，而本机没有 postgres 账户：请建立该账户，或换一个普通用户运行。',
    )
  }
  return { uid, gid }
}
