// Runs before anything is installed, on any Node from 20 on: plain JavaScript, no dependencies.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const self = fileURLToPath(import.meta.url)
const root = join(dirname(self), '..', '..')
const wantedMajor = '24'

/** Whether what npm recorded as installed (`node_modules/.package-lock.json`) is what the lockfile asks for. */
export function isInstalled(wanted, installed) {
  return Object.entries(wanted.packages).every(([path, entry]) => {
    if (path === '') return true
    const found = installed.packages[path]
    // Optional packages are the other platforms' binaries: absent ones are as they should be.
    if (found === undefined) return entry.optional === true
    return entry.link === true ? found.link === true : found.version === entry.version
  })
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

/** Whether the packages of this folder are others than its lockfile asks for: after a merge that changed it, as a rule. */
export function needsInstall(folder) {
  const installed = readJson(join(folder, 'node_modules', '.package-lock.json'))
  return installed === undefined || !isInstalled(readJson(join(folder, 'package-lock.json')), installed)
}

/** The pinned Node inside node_modules. */
function pinnedNode(folder) {
  return join(folder, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
}

function npm(folder, ...args) {
  // The Node that started npm stands outside node_modules, so it survives `npm ci` emptying that folder.
  const { npm_node_execpath: node, npm_execpath: cli } = process.env
  const plain = [...args, '--loglevel=error', '--no-progress']
  const options = { cwd: folder, stdio: 'inherit' }
  return node !== undefined && cli !== undefined
    ? spawnSync(node, [cli, ...plain], options).status === 0
    : spawnSync('npm', plain, { ...options, shell: process.platform === 'win32' }).status === 0
}

function fail(english, chinese, ...next) {
  process.stderr.write(`\n${english}\n${chinese}\n${next.map((line) => `  ${line}\n`).join('')}\n`)
  process.exit(1)
}

function install(folder) {
  process.stdout.write('Installing dependencies, about a minute / 正在安装依赖，约需一分钟 …\n')
  if (npm(folder, 'ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund')) return
  fail(
    'Installing failed; the reason is above. Mostly the package registry cannot be reached: set a mirror, then try again.',
    '安装依赖失败，原因见上。多半是连不上软件源：请设置镜像或代理后重试。',
    'npm config set registry https://registry.npmmirror.com',
    'npm config set proxy http://HOST:PORT',
  )
}

function fetchNode(folder) {
  if (npm(folder, 'rebuild', 'node') && existsSync(pinnedNode(folder))) return
  fail(
    `Node ${wantedMajor} could not be fetched for this machine (${process.platform} ${process.arch}).`,
    `未能为本机（${process.platform} ${process.arch}）取得 Node ${wantedMajor}。`,
    'Check the network or the registry mirror, then run the same command again.',
    '请检查网络或镜像设置，然后重新运行同一命令。',
  )
}

const probe = `
  const { createRequire } = require('node:module')
  const Database = createRequire(process.argv[1])('better-sqlite3')
  new Database(':memory:').close()
  process.stdout.write(process.versions.node)`

function verify(folder) {
  const database = join(folder, 'db', 'package.json')
  const ranByPinned = process.versions.node.startsWith(`${wantedMajor}.`)
  try {
    // On every later start this process already is the pinned Node, and a second one need not be started.
    if (ranByPinned) return new (createRequire(database)('better-sqlite3'))(':memory:').close()
  } catch (error) {
    return explain(String(error))
  }
  const { status, stdout, stderr } = spawnSync(pinnedNode(folder), ['-e', probe, database], { encoding: 'utf8' })
  if (status !== 0 || !stdout.startsWith(`${wantedMajor}.`)) explain(`${stdout}${stderr}`)
}

function explain(reason) {
  fail(
    `The installed Node ${wantedMajor} or its SQLite module does not run on this machine:\n${reason.trim()}`,
    `已安装的 Node ${wantedMajor} 或其 SQLite 模块无法在本机运行，原因见上。`,
    'Delete the folder node_modules and run the same command again. Supported: Linux (glibc 2.28+), macOS, Windows; x64 or arm64.',
    '请删除 node_modules 文件夹后重新运行同一命令。支持 Linux（glibc 2.28 及以上）、macOS、Windows，x64 或 arm64。',
  )
}

function main() {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    fail(
      `Node ${process.versions.node} is too old: install Node 20 or later (https://nodejs.org).`,
      `当前 Node ${process.versions.node} 版本过低：请安装 Node 20 或更高版本（https://nodejs.org）。`,
    )
  }
  if (needsInstall(root)) install(root)
  if (!existsSync(pinnedNode(root))) fetchNode(root)
  verify(root)
}

// A folder reached through a symbolic link (macOS: /tmp) has two names.
if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === realpathSync(self)) main()
