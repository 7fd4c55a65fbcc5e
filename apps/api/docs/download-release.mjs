// Downloads the newest release of the platform with its data dictionary:
//   CG_TOKEN=… node download-release.mjs https://platform.example [folder]
//   CG_LOGIN=… CG_PASSWORD=… node download-release.mjs https://platform.example [folder]
// A token (made on the page 接口令牌, scope release.read) is enough, and keeps the password out of scripts.
// Node 20 or newer, nothing to install. Every address and answer is described at /api/docs.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const [platform, folder = '.'] = process.argv.slice(2)
const { CG_TOKEN: token, CG_LOGIN: login, CG_PASSWORD: password } = process.env

/** Asks the platform; a refusal is thrown in its own words. */
async function ask(path, options) {
  const answer = await fetch(new URL(`/api/v1/${path}`, platform), options)
  if (answer.ok) return answer
  const { code, detail } = await answer.json()
  throw new Error(`${answer.status} ${code}: ${detail}`)
}

/** Who asks: the token, or a session that is opened for it. */
async function signIn() {
  if (token) return { authorization: `Bearer ${token}` }
  const entered = await ask('session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  })
  return { cookie: entered.headers.getSetCookie()[0].split(';')[0] }
}

const headers = await signIn()
const { items } = await (await ask('releases', { headers })).json()
for (const { head } of items) console.info(head.code, head.period, head.isDemo ? '演示数据' : '')
const [newest] = items
if (newest === undefined) throw new Error('还没有发布任何一期数据')
for (const format of ['csv', 'dictionary']) {
  const file = await ask(`releases/${newest.head.code}/data?format=${format}`, { headers })
  const name = decodeURIComponent(file.headers.get('content-disposition').split("UTF-8''")[1])
  await writeFile(join(folder, name), Buffer.from(await file.arrayBuffer()))
  console.info(name)
}
if (headers.cookie) await ask('session', { method: 'DELETE', headers })
