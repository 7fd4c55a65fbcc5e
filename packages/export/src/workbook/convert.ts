import { spawn } from 'node:child_process'
import { constants } from 'node:fs'
import { access, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { openPlaces } from '../places.ts'
import { foreignRefusals as refusals } from './open-fault.ts'
import { openFaultApart } from './read.ts'
import { zipLimits, zipRefusals } from './zip-directory.ts'

/*
 * Files of other spreadsheet programs (.xls, .et, .ods) become xlsx by LibreOffice, where the machine has one: in a folder
 * of its own that is removed, with a profile of its own that runs no macros and follows no links, for a limited time.
 */

export type Converted =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly reason: string }

const names = ['soffice', 'libreoffice', 'soffice.exe']
const folders = ['/opt/libreoffice/program', 'C:\\Program Files\\LibreOffice\\program']

let found: Promise<string | null> | undefined

/** The converter of this machine, looked for once; null without one. */
export function findConverter(): Promise<string | null> {
  found ??= lookFor()
  return found
}

async function lookFor(): Promise<string | null> {
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  for (const folder of [...path, ...folders])
    for (const name of names) if (await canRun(join(folder, name))) return join(folder, name)
  return null
}

async function canRun(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** What kind of foreign spreadsheet these bytes are, whatever the file is called; null for none that is converted. */
export function foreignKind(bytes: Uint8Array): 'xls' | 'ods' | null {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (all.subarray(0, 8).toString('hex') === 'd0cf11e0a1b11ae1') return 'xls'
  const isOpenDocument =
    all.subarray(0, 4).toString('hex') === '504b0304' && all.subarray(0, 200).includes(openDocument)
  return isOpenDocument ? 'ods' : null
}

const openDocument = 'mimetypeapplication/vnd.oasis.opendocument.spreadsheet'
const lastResortMs = 60_000

/** A program of 200 MB: one at a time. */
const places = openPlaces(1)

/** The same workbook as xlsx. */
export async function convertToXlsx(
  bytes: Uint8Array,
  kind: 'xls' | 'ods',
  { converter, limitMs = lastResortMs }: { readonly converter: string | null; readonly limitMs?: number },
): Promise<Converted> {
  const refusal = kind === 'xls' ? oldFault(bytes) : await openFaultApart(bytes)
  if (refusal !== null) return { ok: false, reason: refusal }
  if (converter === null) return { ok: false, reason: refusals.none }
  const folder = await mkdtemp(join(tmpdir(), 'cg-convert-'))
  try {
    const source = join(folder, `sheet.${kind}`)
    await writeFile(source, bytes)
    await writeProfile(join(folder, 'profile'))
    const end = await places(() => run(converter, folder, source, limitMs))
    if (end === 'slow') return { ok: false, reason: refusals.slow }
    const made = join(folder, 'out', 'sheet.xlsx')
    const size = await stat(made).then(
      (one) => one.size,
      () => null,
    )
    if (size === null) return { ok: false, reason: refusals.failed }
    if (size > zipLimits.size) return { ok: false, reason: zipRefusals.tooMuch }
    return { ok: true, bytes: new Uint8Array(await readFile(made)) }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** A workbook of Excel 97 has a stream of that name; one with macros or a password says so in its directory. */
function oldFault(bytes: Uint8Array): string | null {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const has = (name: string) => all.includes(Buffer.from(name, 'utf16le'))
  if (has('EncryptedPackage')) return refusals.locked
  if (has('_VBA_PROJECT')) return refusals.macros
  return has('Workbook\0') || has('Book\0') ? null : zipRefusals.notWorkbook
}

/** Macros, links and recalculation off, before the program starts for the first time. */
async function writeProfile(profile: string): Promise<void> {
  const settings = [
    ['Common/Security/Scripting', 'MacroSecurityLevel', '3'],
    ['Common/Security/Scripting', 'DisableMacrosExecution', 'true'],
    ['Common/Security/Scripting', 'DisableActiveContent', 'true'],
    ['Calc/Content/Update', 'Link', '2'],
    ['Calc/Formula/Load', 'OOXMLRecalcMode', '1'],
    ['Calc/Formula/Load', 'ODFRecalcMode', '1'],
  ].map(
    ([path, name, value]) =>
      `<item oor:path="/org.openoffice.Office.${path}"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`,
  )
  await mkdir(join(profile, 'user'), { recursive: true })
  await writeFile(
    join(profile, 'user', 'registrymodifications.xcu'),
    `<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">${settings.join('')}</oor:items>`,
  )
}

function run(converter: string, folder: string, source: string, limitMs: number): Promise<'done' | 'slow'> {
  return new Promise((resolve) => {
    const child = spawn(
      converter,
      [
        `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`,
        '--headless',
        '--norestore',
        '--nolockcheck',
        '--convert-to',
        'xlsx:Calc MS Excel 2007 XML',
        '--outdir',
        join(folder, 'out'),
        source,
      ],
      {
        cwd: folder,
        detached: true,
        stdio: 'ignore',
        env: { PATH: process.env['PATH'] ?? '', HOME: folder, TMPDIR: folder, LANG: 'C.UTF-8' },
      },
    )
    const timer = setTimeout(() => {
      stop(child.pid)
      resolve('slow')
    }, limitMs)
    const end = (): void => {
      clearTimeout(timer)
      resolve('done')
    }
    child.once('exit', end)
    child.once('error', end)
  })
}

/** The program starts others: all of its group. */
function stop(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch (error) {
    // Ended by itself in this very moment.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
