import { saveNames } from './admin/appearance.ts'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEmpty } from '@cg/db/installation.fixture'
import { openByHand } from '@cg/db/by-hand.fixture'
import { listMigrations } from '@cg/db/migrate'
import { noteMove } from '@cg/db/move'
import { databasePath, openStore } from '@cg/db/open'
import { createTables, finishTables } from '@cg/db/postgres/migrate'
import { auditEvent, notice, release } from '@cg/db/schema'
import { appendAnchor } from '@cg/db/seal/anchor'
import { stampPath } from '@cg/db/stamp'
import type { Store } from '@cg/db/store'
import { auditActions } from '@cg/domain/audit-action'
import type { AuditAction } from '@cg/domain/audit-action'
import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import Database from 'better-sqlite3'
import { asc } from 'drizzle-orm'
import { afterEach, describe, expect, it } from 'vitest'
import { UnitSeed } from '@cg/contract/catalogue'
import { parseAs } from '@cg/contract/parse'
import type { Recipe } from '@cg/contract/material/recipe'
import { auditActionName } from '@cg/contract/audit-words'
import { auditLines, auditObject, loadAuditNames } from './admin/audit-words.ts'
import { acknowledgeBehind } from './anchor/acknowledge.ts'
import { settleAnchor, tellRestore } from './anchor/keep.ts'
import { decideAims } from './aim/decide.ts'
import { decideCatalogueChange } from './tailor/decide.ts'
import { checkCatalogueChange, proposeCatalogueChange } from './tailor/propose.ts'
import { checkAims, proposeAims } from './aim/propose.ts'
import { saveCockpitCards } from './admin/cockpit-cards.ts'
import { saveHolidays } from './admin/holidays.ts'
import { savePeriod } from './admin/periods.ts'
import { removeDemo } from './admin/system.ts'
import { noteClockAtStart } from './admin/clock.ts'
import { decideGrantRequest } from './admin/grant-requests.ts'
import { createUser, resetPassword, updateUser } from './admin/users.ts'
import { backUp } from './backup/regular.ts'
import { installCity } from './catalogue/install-city.ts'
import { installCatalogue } from './catalogue/install.ts'
import { actAsLoader } from './catalogue/known.ts'
import { listUnits, proposeUnits, saveUnit, unitScope } from './catalogue/save-unit.ts'
import { decideProposal } from './proposed/decide.ts'
import type { ChangeKind } from './proposed/kind.ts'
import { succeedUnits } from './catalogue/succeed-units.ts'
import type { ProposalAction } from '@cg/contract/proposal'
import type { Context, Services } from './context.ts'
import { removeSupply, supplyWords } from './entry/assist/supply.ts'
import { saveCells } from './entry/cells/save-cells.ts'
import { nameDocument, removeEvidence } from './entry/evidence/change.ts'
import { saveExplanations } from './entry/check/explain.ts'
import {
  apForm,
  catalogue,
  entry,
  fullRsj,
  openCity as openEntryCity,
  rsjForm,
  setDuty,
} from './entry/entry.fixture.ts'
import type { City as EntryCity } from './entry/entry.fixture.ts'
import { answerThread, askThread, closeThread } from './entry/thread/change.ts'
import { submitForm } from './entry/move/submit-form.ts'
import { endorseForm, proposeForm, recallForm, sendBackForm } from './entry/move/sign-off.ts'
import { markProvisional } from './entry/move/mark-provisional.ts'
import { withdrawForm } from './entry/move/withdraw-form.ts'
import { mapInput, mapUnits } from './map/map.fixture.ts'
import { takeMap, withdrawMap } from './map/versions.ts'
import { chooseMail } from './notice/choice.ts'
import { fakeSender, mailForm } from './notice/notice.fixture.ts'
import type { FakeSender } from './notice/notice.fixture.ts'
import { retryNotices, saveMail, saveRobot } from './notice/settings.ts'
import { reopenForCorrection } from './release/publish/correct.ts'
import { decideMatter } from './matter/decide.ts'
import { enterMatter } from './matter/enter.ts'
import { decideRecords } from './register/decide.ts'
import { enterRecords, reviseRecord } from './register/enter.ts'
import { attachToRecord, removeFromRecord } from './register/files.ts'
import { keepRecords } from './register/upload.ts'
import { useRegister } from './register/use.ts'
import { answerFollowUp, decideFollowUp, extendFollowUp, openFollowUp } from './follow-up/write.ts'
import { addMeasure, adoptPlan, changeMeasure, renameTask } from './task/plan.ts'
import { attachToReport, removeFromReport } from './task/files.ts'
import { decideTaskReport, reportTask } from './task/report.ts'
import { useKeyPlan } from './task/use.ts'
import { openScoredCity, scoring, words as scoreWords } from './appraisal/appraisal.fixture.ts'
import { decideAppraisal } from './appraisal/decide.ts'
import { openAppraisal } from './appraisal/open.ts'
import { giveScore } from './appraisal/score.ts'
import { decideObjection } from './appeal/decide.ts'
import { changeWindow, openWindow } from './appeal/manage-window.ts'
import { confirmWorksheet, makeObjection } from './appeal/object.ts'
import { decideStatement } from './statement/decide.ts'
import { writeStatement } from './statement/write.ts'
import { discardPreview, preparePreview } from './release/publish/prepare.ts'
import { publishPreview } from './release/publish/publish.ts'
import { callBackRelease, publishDue, scheduleRelease } from './release/publish/schedule.ts'
import { recordArchive } from './release/publish/archive.ts'
import { recordBook } from './release/read/book.ts'
import { checkDraft, takeDraft } from './speech/check-draft.ts'
import { recordTidy } from './release/read/tidy.ts'
import { takeBulletinTemplate } from './release/read/bulletin-template.ts'
import { recordBulletin } from './release/read/bulletin.ts'
import { recordPack } from './release/read/pack.ts'
import { recordPage } from './release/read/page.ts'
import { actorOf, enter, openCity as openReleaseCity, plainQuarter, setForm } from './release/release.fixture.ts'
import type { TestCity as ReleaseCity } from './release/release.fixture.ts'
import { acceptForm, checkForm } from './review/accept-form.ts'
import { admitForm } from './review/admit-form.ts'
import { beginReview } from './review/begin-review.ts'
import { giveVerdict } from './review/give-verdict.ts'
import { grantExtension } from './review/grant-extension.ts'
import { previewReminders, sendReminders } from './review/send-reminders.ts'
import { noteReminder } from './review/remind.ts'
import { returnForm } from './review/return-form.ts'
import { saveLiaison } from './reporter/liaison.ts'
import { switchSignOff } from './reporter/switch-sign-off.ts'
import { decideSchemeProposal, proposeScheme } from './scheme/adoption.ts'
import { retireScheme } from './scheme/adopt.ts'
import { readSchemeImpact } from './scheme/impact.ts'
import { copyScheme } from './scheme/copy.ts'
import { saveScheme } from './scheme/save.ts'
import { readConflicts } from './conflict/board.ts'
import { decideConflict } from './conflict/decide.ts'
import { conflictOf } from './conflict/conflict.fixture.ts'
import { addOwnRule } from './rules/add.ts'
import { switchRule } from './rules/switch.ts'
import { deliverDue } from './material/deliver.ts'
import { setDelivery } from './material/deliveries.ts'
import { addRecipePage, copyRecipe, createRecipe, removeRecipe, saveRecipe } from './material/recipes.ts'
import { createShare, renewShare } from './share/make.ts'
import { revokeShare, switchShares } from './share/manage.ts'
import { openShare } from './share/open.ts'
import { recordHandover, recordTrial, saveHandover } from './handover/mapping.ts'
import { linkIdentity, unlinkIdentity } from './identity/links.ts'
import { saveIdentitySettings } from './identity/settings.ts'
import { signInByIdentity } from './identity/sign-in.ts'
import { createToken } from './token/make.ts'
import { revokeToken } from './token/manage.ts'
import { tryScheme } from './scheme/try.ts'
import { loadActor } from './session/actor.ts'
import { changePassword } from './session/change-password.ts'
import { createFirstAdmin } from './session/first-admin.ts'
import { signIn, signOut } from './session/sign-in.ts'
import { loadYardsticks } from './yardstick/load.ts'
import { withdrawYardstick } from './yardstick/withdraw.ts'

/* Every action of the audit trail, done through its verb: who, what, to what, and the detail that a reader needs. */

type Expected = { readonly actor: string; readonly object: string; readonly detail: Record<string, unknown> }
type Case = { readonly expected: Expected; readonly run: () => Promise<Store> }

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

async function entryCity(): Promise<EntryCity> {
  const city = await openEntryCity()
  closing.push(city.close)
  return city
}

async function releaseCity(): Promise<ReleaseCity> {
  const city = await openReleaseCity()
  closing.push(city.close)
  return city
}

async function emptyInstallation(): Promise<Services & { folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'cg-audit-'))
  const store = await openEmpty(folder)
  closing.push(() => {
    store.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return { store, folder, now: () => new Date('2026-10-05T02:00:00.000Z') }
}

/** A scoring that the reviewer opened, then the steps; a fourth scorer comes with another round. */
function onScoring(
  { actor = 'reviewer同志', ...detail }: Record<string, unknown> & { actor?: string },
  ...steps: ((city: EntryCity) => Promise<unknown>)[]
): Case {
  return {
    expected: { actor, object: 'appraisal:1', detail },
    async run() {
      const city = await openScoredCity()
      closing.push(city.close)
      await openAppraisal(city.as('reviewer'), { ...scoring, scorers: scoring.scorers.slice(0, 3) })
      for (const step of steps) await step(city)
      return city.store
    },
  }
}
const decideScoring =
  (action: 'shut' | 'again' | 'write' | 'cancel', version: number, scorers: number[] = []) =>
  (city: EntryCity) =>
    decideAppraisal(city.as('reviewer'), {
      id: 1,
      action,
      note: action === 'shut' || action === 'write' ? '' : ' 分歧较大 ',
      scorers,
      version,
    })
const scoreEach = async (city: EntryCity) => {
  for (const who of ['tjj', 'zgh', 'leader'] as const)
    for (const unit of ['AP', 'BS', 'CX']) await giveScore(city.as(who), { id: 1, unit, points: 75, ...scoreWords })
}

const rsjObject = 'form:2026Q3/RSJ-SKILLS/RSJ'
const apObject = 'form:2026Q3/U-ZGH/AP'

/** An action on the skills form, once it is filled and, unless `run` does it, submitted. */
function onForm(actor: string, detail: Record<string, unknown>, run: (city: EntryCity) => Promise<unknown>): Case {
  return {
    expected: { actor: `${actor}同志`, object: rsjObject, detail },
    async run() {
      const city = await entryCity()
      await saveCells(city.as('rsj'), rsjForm, { source: 'grid', cells: fullRsj() })
      await run(city)
      return city.store
    },
  }
}

/** An action on what 市总工会 supplies to an item of 市人社局's form. */
function onAssist(...steps: ((city: EntryCity) => Promise<unknown>)[]): Case {
  const detail = { item: 'P_TRAIN', unit: 'AP', evidence: '名单见附件', fileHash: null }
  return {
    expected: { actor: 'zgh同志', object: 'assist:2026Q3/P_TRAIN/ZGH', detail },
    async run() {
      const city = await entryCity()
      const assisting = [{ department: 'ZGH', supplies: '企业名单' }]
      await setDuty(city.store, '2026Q3', { items: ['P_TRAIN'], evidence: 'none', assisting })
      for (const step of steps) await step(city)
      return city.store
    },
  }
}
const helped = { period: '2026Q3', item: 'P_TRAIN', department: 'ZGH' }
const supply = (city: EntryCity) => supplyWords(city.as('zgh'), helped, { unit: 'AP', words: '名单见附件' })

async function sent(city: EntryCity): Promise<{ version: number }> {
  return { version: (await submitForm(city.as('rsj'), rsjForm, { version: 1 })).submission.version }
}

const mark = { item: 'P_TRAIN', unit: 'AP', reasonCode: 'wrong_number' as const, reason: '与台账不符' }
const named = { item: 'P_TRAIN', unit: 'AP', name: '人社统〔2026〕12号' }
const evidenceTrace = { place: [['P_TRAIN', 'AP', '']], evidence: named.name, fileHash: null }
const question = { item: 'P_TRAIN', unit: 'AP', text: '与上季相差较大，请 @rsj2同志 核对。', mentions: [2] }
const questionPlace = { place: [['P_TRAIN', 'AP', '']] }
const failedNotice = {
  channel: 'mail' as const,
  target: '5',
  messageKey: 'step:1',
  sentence: '报表被退回',
  link: '/fill',
  state: 'failed' as const,
  nextAt: 'x',
  queuedAt: 'x',
}

/** An action of the admin on mail and robots. */
function onNotices(
  detail: Record<string, unknown>,
  run: (city: EntryCity, sender: FakeSender) => Promise<unknown>,
): Case {
  return {
    expected: { actor: 'admin同志', object: 'notices', detail },
    async run() {
      const city = await entryCity()
      await run(city, fakeSender())
      return city.store
    },
  }
}

const explained = { rule: 'R32', item: 'P_TRAIN', unit: 'AP', text: '新开办两期大班，人次增加。' }

/** An action on the third quarter of the city that publishes. */
function onRelease(expected: Expected, run: (city: ReleaseCity) => Promise<unknown>): Case {
  return {
    expected,
    async run() {
      const city = await releaseCity()
      await enter(city, '2026Q3', plainQuarter)
      await setForm(city, '2026Q3', 'accepted')
      await run(city)
      return city.store
    },
  }
}

const schedule = async (city: ReleaseCity) =>
  scheduleRelease(city.as('second'), { ...(await prepare(city)), effectiveAt: '2026-10-21T01:00:00.000Z' })
const prepare = (city: ReleaseCity) => preparePreview(city.as('publisher'), { period: '2026Q3' })
const publish = async (city: ReleaseCity) => publishPreview(city.as('second'), await prepare(city))
const draft = (city: ReleaseCity) => copyScheme(city.as('publisher'), { from: 1, year: 2027 })
const byPublisher = (object: string, detail: Record<string, unknown>) => ({ actor: 'publisher甲', object, detail })

async function tried(city: ReleaseCity) {
  await publish(city)
  const { version } = await draft(city)
  return (await tryScheme(city.as('publisher'), { id: version.id })).version
}

/** A change of units put forward; how it is written stands with the loader, which this package does not know. */
async function proposedUnit() {
  const city = await entryCity()
  const ctx = city.as('admin')
  const lines = ['名称由“安平区”改为“安平县”']
  const proposal = {
    kind: 'unit' as const,
    object: 'AP',
    title: '变更单位安平县',
    reason: '民政部批复',
    body: {},
    lines,
  }
  await ctx.store.write('unit.propose', (tx) => proposeUnits(tx, ctx, proposal))
  return city
}

const heldUnits: ChangeKind = {
  ...unitScope,
  actions: { confirm: ['unit.save'], refuse: 'unit.refuse', withdraw: 'unit.withdraw' },
  objectOf: ({ object }) => `unit:${object}`,
  look: async () => ({ refusals: [], lines: [] }),
  apply: async () => undefined,
}

async function proposedScheme(city: ReleaseCity) {
  const { id, editVersion } = await tried(city)
  const { digest } = await readSchemeImpact(city.as('publisher'), { id })
  await proposeScheme(city.as('publisher'), { id, editVersion, approval: ' 纪要〔2026〕3号 ', seen: digest })
}

async function decidedScheme(
  city: ReleaseCity,
  action: 'confirm' | 'refuse' | 'withdraw',
  who: 'second' | 'publisher',
) {
  await proposedScheme(city)
  const note = action === 'refuse' ? ' 权重再议 ' : ''
  await decideSchemeProposal(city.as(who), { id: 1, version: 1, action, note })
}

const account = { login: 'lijing', name: '李静', grants: [{ role: 'leader' as const, department: null, unit: null }] }
const firstAdmin = { code: 'one-time', login: 'zhaoming', name: '赵明', password: 'Abc-12345' }

/** An action on an account that the system's administrator has just made. */
function onAccount(
  actor: string,
  detail: Record<string, unknown>,
  run: (admin: Context, made: { id: number; version: number; password: string }) => Promise<unknown>,
): Case {
  return {
    expected: { actor, object: 'user:16', detail },
    async run() {
      const city = await entryCity()
      const { user, password } = await createUser(city.as('admin'), account)
      await run(city.as('admin'), { ...user, password })
      return city.store
    },
  }
}

/** What became of the office's powers that one of two administrators asked for. */
function onGrant(action: ProposalAction | null, detail: Record<string, unknown>): Case {
  const asked = [{ role: 'reviewer' as const, department: null, unit: null }]
  const by = action === 'confirm' || action === 'refuse' ? '副管理员' : 'admin同志'
  return {
    expected: { actor: by, object: 'user:17', detail: { grants: asked, ...detail } },
    async run() {
      const city = await entryCity()
      const admin = city.as('admin')
      const grants = [{ role: 'admin' as const, department: null, unit: null }]
      const { user: second } = await createUser(admin, { login: 'fuguan', name: '副管理员', grants })
      await createUser(admin, { ...account, grants: asked })
      const deputy = must(await city.store.read((db) => loadActor(db, second.id)))
      const decider = by === '副管理员' ? { ...admin, actor: deputy } : admin
      const note = action === 'refuse' ? '没有必要' : ''
      if (action !== null) await decideGrantRequest(decider, { id: 1, version: 1, action, note })
      return city.store
    },
  }
}

/** An action on a new installation that has its first administrator, and on a demo city where it wants one. */
function onInstallation(expected: Expected, run: (services: Services & { folder: string }) => Promise<unknown>): Case {
  return {
    expected,
    async run() {
      const services = await emptyInstallation()
      await createFirstAdmin(services, firstAdmin.code, firstAdmin)
      await run(services)
      return services.store
    },
  }
}

/** The anchor knows of more than the database has. */
async function fallBehind(services: Services & { folder: string }): Promise<void> {
  appendAnchor(services.folder, {
    seals: 900,
    hash: 'f'.repeat(64),
    at: '2026-10-01T00:00:00.000Z',
    why: 'turn',
    given: {},
  })
  await settleAnchor(services, services.folder)
}

/** The database as it was before seals came to it: empty, and the installation's. */
async function takeSealsOut(folder: string): Promise<void> {
  const now = openByHand(folder)
  const own = now.prepare("SELECT value FROM setting WHERE key = 'installation'").pluck().get()
  const mark = now.file?.pragma('application_id', { simple: true })
  if (now.file === null) {
    now.exec('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
    const hand = {
      async script<Row>(text: string): Promise<Row[]> {
        now.exec(text)
        return []
      },
    }
    await createTables(hand, beforeSeals)
    await finishTables(hand, beforeSeals)
  }
  now.close()
  if (mark !== undefined) beginOldFile(databasePath(folder), mark)
  const old = openByHand(folder)
  old.prepare('INSERT INTO setting (key, value) VALUES (?, ?)').run('installation', own)
  old.close()
}

const beforeSeals = 62

function beginOldFile(path: string, mark: unknown): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true })
  const old = new Database(path)
  old.exec(`PRAGMA application_id = ${String(mark)}`)
  for (const { version, sql } of listMigrations()) if (version <= beforeSeals) old.exec(sql)
  old.pragma(`user_version = ${beforeSeals}`)
  old.close()
}

async function adminOf(services: Services): Promise<Context> {
  return { ...services, actor: must(await services.store.read((db) => loadActor(db, 1))) }
}

const signInWith = (services: Services, password: string) =>
  signIn(services, { login: firstAdmin.login, password, address: '10.0.0.7' })

const proven = { issuer: 'https://sso.example.gov.cn', subject: 'u-1', name: '赵明' }

async function identityService(services: Services & { folder: string }): Promise<void> {
  const place = { dataDir: services.folder, callback: '', ask: async () => proven.issuer }
  const input = { issuer: proven.issuer, clientId: 'monitor', secret: 'geheim', isOn: true }
  await saveIdentitySettings(await adminOf(services), place, input)
}

async function linkedIdentity(services: Services & { folder: string }): Promise<void> {
  await identityService(services)
  await signInByIdentity(services, { proven, address: '10.0.0.7' }).catch(() => null)
  await linkIdentity(await adminOf(services), { id: 1, user: 1 })
}

const accident = {
  kind: 'ACCIDENT',
  unit: 'A',
  happenedOn: '2026-02-11',
  what: '某厂发生较大事故',
  evidence: '应急〔2026〕3号',
}

/** A decision on a matter that has just been entered. */
function onMatter(
  action: 'accept' | 'return' | 'withdraw',
  detail: Record<string, unknown>,
  who: 'reviewer' | 'filler' = 'reviewer',
): Case {
  return onRelease({ actor: `${who}甲`, object: 'matter:1', detail }, async (city) => {
    await enterMatter(city.as('filler'), accident)
    const note = action === 'accept' ? '' : '请附文件'
    await decideMatter(city.as(who), { id: 1, version: 1, action, note })
  })
}

const contestNotice = { fileName: '通知.pdf', bytes: new TextEncoder().encode('%PDF-1.7') }
const contest = { unit: 'A', values: { name: '焊工大赛', day: '2026-02-11', people: '120' } }

/** A decision on a record that has just been entered. */
function onRecord(action: 'accept' | 'return' | 'withdraw', who: 'reviewer' | 'filler' = 'reviewer'): Case {
  const note = action === 'accept' ? '' : '请附文件'
  const detail = { records: [1], ...(note === '' ? {} : { reason: note }) }
  return onRelease({ actor: `${who}甲`, object: 'register:CONTEST', detail }, async (city) => {
    await enterRecords(city.as('filler'), { kind: 'CONTEST', rows: [contest] })
    await decideRecords(city.as(who), { kind: 'CONTEST', action, note, records: [{ id: 1, version: 1 }] })
  })
}

const newMeasure = { name: '结对帮带', lead: 'RSJ', assists: [], evidence: '结对名单', milestones: [] }
const taskReport = {
  id: 1,
  version: 0,
  period: '2026Q3',
  standing: 'on_track' as const,
  progress: '各区县已排定班次',
  evidence: '',
  completions: [],
}

/** A decision on a report of a key task that has just been written, or accepted before it is reopened. */
function onTask(action: 'accept' | 'return' | 'reopen'): Case {
  const note = action === 'accept' ? '' : '请写到企业'
  const detail = { measure: '送教下乡', period: '2026Q3', ...(note === '' ? {} : { reason: note }) }
  return onRelease({ actor: 'reviewer甲', object: 'key_report:1', detail }, async (city) => {
    const reviewer = city.as('reviewer')
    await adoptPlan(reviewer)
    await reportTask(city.as('filler'), taskReport)
    if (action === 'reopen') await decideTaskReport(reviewer, { id: 1, version: 1, action: 'accept', note: '' })
    await decideTaskReport(reviewer, { id: 1, version: action === 'reopen' ? 2 : 1, action, note })
  })
}

const reportFile = {
  actor: 'filler甲',
  object: 'key_report:1',
  detail: { measure: '送教下乡', evidence: '班次表.pdf', fileHash: expect.stringMatching(/^[0-9a-f]{64}$/) },
}

async function proveTask(city: ReleaseCity): Promise<void> {
  await adoptPlan(city.as('reviewer'))
  await reportTask(city.as('filler'), taskReport)
  const bytes = new TextEncoder().encode('%PDF-1.7')
  await attachToReport(city.as('filler'), { id: 1 }, { fileName: '班次表.pdf', bytes })
}

const promised = {
  of: { kind: 'speech' as const, quote: '联络员全覆盖' },
  department: 'RSJ',
  unit: null,
  requirement: '补齐名册',
  dueOn: '2026-11-30',
}
const answered = { reason: '新设企业较多', measures: '逐户登记', expectedOn: '2026-11-20' }

/** An act on a follow-up that has just been opened, or answered before it is decided on. */
function onFollowUp(action: 'open' | 'answer' | 'return' | 'accept' | 'cancel'): Case {
  const what = '讲话要求：“联络员全覆盖”'
  const closing = '经市产改办认定销号：已核对'
  const detail = {
    open: { what, responsible: '市人社局', dueOn: '2026-11-30' },
    answer: { what, cause: '新设企业较多', measures: '逐户登记', until: '2026-11-20' },
    return: { what, reason: '已核对' },
    accept: { what, reason: closing },
    cancel: { what, reason: '已核对' },
  }[action]
  const actor = action === 'answer' ? 'filler甲' : 'reviewer甲'
  return onRelease({ actor, object: 'follow_up:1', detail }, async (city) => {
    await openFollowUp(city.as('reviewer'), promised)
    if (action === 'open') return
    await answerFollowUp(city.as('filler'), { id: 1, version: 1, ...answered })
    if (action === 'answer') return
    await decideFollowUp(city.as('reviewer'), { id: 1, version: 2, action, note: '已核对' })
  })
}

const stated = {
  period: '2026Q1',
  indicator: 'RATE',
  unit: 'B',
  cause: '新投产企业较多，培训未跟上',
  measures: '四季度集中办班三十期',
  until: '2026Q4',
  value: '88',
}

/** What is done with a statement that has just been written of a late figure. */
function onStatement(
  actions: readonly ('accept' | 'return' | 'withdraw' | 'revoke')[],
  more: Record<string, unknown>,
  who: 'reviewer' | 'filler' = 'reviewer',
): Case {
  const detail = { period: '2026Q1', indicator: 'RATE', unit: 'B', ...more }
  return onRelease({ actor: `${who}甲`, object: 'statement:1', detail }, async (city) => {
    await enter(city, '2026Q1', plainQuarter)
    await setForm(city, '2026Q1', 'accepted')
    await writeStatement(city.as('filler'), stated)
    for (const [at, action] of actions.entries()) {
      const note = action === 'accept' ? '' : '请写具体'
      await decideStatement(city.as(who), { id: 1, version: at + 1, action, note })
    }
  })
}

const objectedTo = {
  claimed: '95人次',
  reason: '与区台账相差5人次',
  evidence: '安工发〔2026〕8号',
}

/** What becomes of the figures of a district that the office has let it check. */
function onCheck(expected: Expected, run: (city: EntryCity) => Promise<unknown> = async () => {}): Case {
  return {
    expected,
    async run() {
      const city = await entryCity()
      await saveCells(city.as('rsj'), rsjForm, { source: 'grid', cells: fullRsj() })
      await acceptForm(city.as('reviewer'), rsjForm, await sent(city))
      await openWindow(city.as('publisher'), { period: '2026Q3', closesAt: checkedUntil })
      await run(city)
      return city.store
    },
  }
}

const checkedUntil = '2026-10-25T10:00:00.000Z'
const checkedPlace = { period: '2026Q3', place: [['P_TRAIN', 'AP', '']] }
const objectTo = (city: EntryCity) =>
  makeObjection(city.as('ap'), { period: '2026Q3', unit: 'AP', item: 'P_TRAIN', seenVersion: 1, ...objectedTo })

/** What becomes of an objection. */
function onObjection(action: 'uphold' | 'refuse' | 'withdraw', who: 'ap' | 'reviewer', answer: string): Case {
  const detail = { ...checkedPlace, ...(answer === '' ? {} : { answer }) }
  return onCheck({ actor: `${who}同志`, object: 'objection:1', detail }, async (city) => {
    await objectTo(city)
    await decideObjection(city.as(who), { id: 1, action, answer, version: 1 })
  })
}

const aims = ['A区2026年目标“指标RATE” 90% → 92%（测改〔2026〕3号）']

/** What becomes of a proposal that the second publisher has just made. */
function onAims(
  action: 'confirm' | 'refuse' | 'withdraw' | null,
  actor: 'second' | 'publisher',
  more: Record<string, unknown>,
): Case {
  return onRelease({ actor: `${actor}甲`, object: 'aim:1', detail: { aims, ...more } }, async (city) => {
    const source = '测改〔2026〕3号'
    const changes = [{ kind: 'target', indicator: 'RATE', unit: 'A', when: '2026', value: '92', source }] as const
    const second = city.as('second')
    const { digest } = await checkAims(second, { changes })
    await proposeAims(second, { changes, reason: '市领导小组调整', seen: digest })
    const note = action === 'refuse' ? '依据不足' : ''
    if (action !== null) await decideAims(city.as(actor), { id: 1, version: 1, action, note })
  })
}

/** What becomes of a proposal to use an indicator no more. */
function onCatalogue(
  action: 'confirm' | 'refuse' | 'withdraw' | null,
  actor: 'second' | 'publisher',
  more: Record<string, unknown>,
): Case {
  const catalogue = ['指标“指标SURV”：2026年第四季度起停用']
  const expected = { actor: `${actor}甲`, object: 'catalogue-change:1', detail: { catalogue, ...more } }
  return onRelease(expected, async (city) => {
    const body = { isOn: false, indicators: ['SURV'], items: [] }
    const change = { kind: 'switch', from: '2026Q4', body } as const
    const second = city.as('second')
    const { digest } = await checkCatalogueChange(second, change)
    await proposeCatalogueChange(second, { change, reason: '本市不再调查', seen: digest })
    const note = action === 'refuse' ? '依据不足' : ''
    if (action !== null) await decideCatalogueChange(city.as(actor), { id: 1, version: 1, action, note })
  })
}

const outside = {
  indicator: 'RATE',
  period: '2025Q4',
  name: '全省平均',
  value: '91.2',
  numerator: '',
  denominator: '',
  source: '省统计公报',
  publishedOn: '2026-02-10',
}

/** A link for a meeting on the newest release of the wall, made where an admin allowed it. */
async function shared(city: ReleaseCity) {
  await publish(city)
  await switchShares(city.as('admin'), { isOn: true })
  return createShare(city.as('leader'), { address: '/screen?secs=10', release: null, purpose: '调度会', hours: 24 })
}

const material: Recipe = {
  kind: 'own',
  name: '调度会材料',
  skin: 'blue',
  unit: null,
  pages: [{ kind: 'agenda', id: 'p1' }],
}
const toLeader = { format: 'zip' as const, readers: [actorOf('leader').userId] }
const keep = (city: ReleaseCity) => createRecipe(city.as('leader'), { recipe: material })

/** What is done to the first material that is kept, and what the trail says of it. */
function onRecipe(
  act: (ctx: Context) => Promise<unknown>,
  object = 'recipe:1',
  more: Record<string, unknown> = {},
): Case {
  const detail = { material: '调度会材料', pageCount: 1, isShared: false, ...more }
  return onRelease({ actor: 'leader甲', object, detail }, async (city) => {
    await keep(city)
    await act(city.as('leader'))
  })
}

const tokenOf = (city: ReleaseCity) =>
  createToken(city.as('leader'), { name: '数据平台', scope: 'release.read', days: 90 })

const mapExpected = (detail: Record<string, unknown>): Expected => ({
  actor: '赵明',
  object: 'map:1',
  detail: expect.objectContaining({ approvalNo: '演示S(2026)0001号', ...detail }),
})

/** The map of a made-up city of two districts. */
async function takeExampleMap(admin: Context): Promise<void> {
  await installCity(admin, { name: '云川市', units: mapUnits, users: [], isDemo: true })
  await takeMap(admin, mapInput())
}

/** The skills form under 内部审签, once it was proposed. */
async function proposed(city: EntryCity): Promise<{ version: number }> {
  await switchSignOff(city.as('admin'), { code: 'RSJ', isOn: true, allowsSame: false })
  return { version: (await proposeForm(city.as('rsj'), rsjForm, { version: 1 })).submission.version }
}

const cases: Readonly<Record<AuditAction, Case>> = {
  'aim.confirm': onAims('confirm', 'publisher', {}),
  'aim.propose': onAims(null, 'second', { reason: '市领导小组调整' }),
  'aim.refuse': onAims('refuse', 'publisher', { note: '依据不足' }),
  'aim.withdraw': onAims('withdraw', 'second', {}),
  'appeal.change': onCheck(
    {
      actor: 'publisher同志',
      object: 'period:2026Q3',
      detail: {
        before: { closesAt: checkedUntil },
        after: { closesAt: '2026-10-26T10:00:00.000Z', reason: '多给一天' },
      },
    },
    (city) =>
      changeWindow(city.as('publisher'), {
        period: '2026Q3',
        closesAt: '2026-10-26T10:00:00.000Z',
        reason: '多给一天',
        version: 1,
      }),
  ),
  'appeal.confirm': onCheck(
    {
      actor: 'ap同志',
      object: 'unit:AP',
      detail: { period: '2026Q3', contentHash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    },
    (city) => confirmWorksheet(city.as('ap'), { period: '2026Q3', unit: 'AP' }),
  ),
  'appeal.object': onCheck(
    { actor: 'ap同志', object: 'objection:1', detail: { ...checkedPlace, ...objectedTo } },
    objectTo,
  ),
  'appeal.open': onCheck({
    actor: 'publisher同志',
    object: 'period:2026Q3',
    detail: { period: '2026Q3', closesAt: checkedUntil },
  }),
  'appeal.refuse': onObjection('refuse', 'reviewer', '已按系统数据核实无误'),
  'appeal.uphold': onObjection('uphold', 'reviewer', '漏计两期，请更正'),
  'appeal.withdraw': onObjection('withdraw', 'ap', ''),
  'appraisal.open': onScoring({
    item: 'Q_SYS',
    period: '2026Q3',
    scale: '90分：制度健全并落实；75分：有制度，部分落实；60分：没有制度',
    scorers: 'tjj同志、zgh同志、leader同志',
    least: 3,
    reason: '产改办〔2026〕9号',
  }),
  'appraisal.score': onScoring({ actor: 'tjj同志', item: 'Q_SYS', unit: 'AP', round: 1 }, (city) =>
    giveScore(city.as('tjj'), { id: 1, unit: 'AP', points: 75, ...scoreWords }),
  ),
  'appraisal.shut': onScoring({ item: 'Q_SYS', round: 1 }, decideScoring('shut', 1)),
  'appraisal.again': onScoring(
    { item: 'Q_SYS', round: 2, reason: '分歧较大', scorers: 'publisher同志' },
    decideScoring('shut', 1),
    decideScoring('again', 2, [9]),
  ),
  'appraisal.write': onScoring(
    { item: 'Q_SYS', round: 1 },
    scoreEach,
    decideScoring('shut', 1),
    decideScoring('write', 2),
  ),
  'appraisal.cancel': onScoring({ item: 'Q_SYS', round: 1, reason: '分歧较大' }, decideScoring('cancel', 1)),
  'assist.remove': onAssist(supply, (city) => removeSupply(city.as('zgh'), helped, 1)),
  'assist.supply': onAssist(supply),
  'anchor.acknowledge': onInstallation(
    {
      actor: '赵明',
      object: 'database',
      detail: { situation: expect.stringContaining('比存证少'), reason: '磁盘损坏，已核对' },
    },
    async (services) => {
      await fallBehind(services)
      await acknowledgeBehind(await adminOf(services), { reason: '磁盘损坏，已核对' })
    },
  ),
  'anchor.behind': onInstallation(
    {
      actor: '系统',
      object: 'database',
      detail: {
        situation: expect.stringContaining('启动时发现'),
        anchored: '900-ffffffffffff',
        found: expect.any(String),
      },
    },
    fallBehind,
  ),
  'backup.make': onInstallation({ actor: '系统', object: 'database', detail: { file: 'a.sqlite' } }, (services) =>
    backUp(services, async () => 'a.sqlite'),
  ),
  'catalogue.confirm': onCatalogue('confirm', 'publisher', {}),
  'catalogue.install': onInstallation(
    { actor: '系统', object: 'catalogue', detail: { hash: expect.stringMatching(/^[0-9a-f]{64}$/), newVersions: [] } },
    (services) => installCatalogue(services, catalogue),
  ),
  'catalogue.propose': onCatalogue(null, 'second', { reason: '本市不再调查' }),
  'catalogue.refuse': onCatalogue('refuse', 'publisher', { note: '依据不足' }),
  'catalogue.withdraw': onCatalogue('withdraw', 'second', {}),
  'cells.save': onForm('rsj', { source: 'grid', cells: [['P_TRAIN', 'BS', '', 2]] }, (city) =>
    saveCells(city.as('rsj'), rsjForm, { source: 'grid', cells: [entry('P_TRAIN:BS', '101', 1)] }),
  ),
  'city.install': onInstallation(
    { actor: '系统', object: 'city', detail: { city: '云川市', units: 0, users: [], periods: [], isDemo: false } },
    (services) => installCity(services, { name: '云川市', isDemo: false }),
  ),
  'clock.jump': onInstallation(
    {
      actor: '系统',
      object: 'clock',
      detail: { before: { clock: expect.any(String) }, after: { clock: expect.any(String) } },
    },
    async (services) => {
      await noteClockAtStart({ ...services, now: () => new Date(services.now().getTime() - 3_600_000) })
    },
  ),
  'cockpit.choose': onRelease(
    { actor: 'publisher甲', object: 'cockpit:2026', detail: { before: null, after: { indicators: ['RATE'] } } },
    (city) => saveCockpitCards(city.as('publisher'), { year: 2026, indicators: ['RATE'], seen: null }),
  ),
  'database.move': {
    expected: {
      actor: '系统',
      object: 'database',
      detail: { before: { place: 'SQLite' }, after: { place: 'PostgreSQL' } },
    },
    async run() {
      const { store, folder } = await emptyInstallation()
      // On either way a file is what the line is written into.
      const between = mkdtempSync(join(tmpdir(), 'cg-moved-'))
      await store.backup(databasePath(between))
      copyFileSync(stampPath(folder), stampPath(between))
      noteMove(databasePath(between), 'SQLite', 'PostgreSQL')
      const moved = await openStore(between)
      closing.push(() => {
        moved.close()
        rmSync(between, { recursive: true, force: true })
      })
      return moved
    },
  },
  'database.restore': onInstallation(
    {
      actor: '系统',
      object: 'database',
      detail: {
        situation: expect.stringContaining('从备份a.sqlite恢复'),
        anchored: '',
        found: expect.any(String),
        file: 'a.sqlite',
      },
    },
    (services) => settleAnchor(services, services.folder, { id: 'r', file: 'a.sqlite', at: '', reason: '', by: null }),
  ),
  'database.restore_given_up': onInstallation(
    { actor: '系统', object: 'database', detail: { situation: '还有别的进程', file: 'a.sqlite', reason: '演练' } },
    (services) =>
      tellRestore(services, '', {
        id: 'r1',
        file: 'a.sqlite',
        at: '2026-10-10T02:00:00.000Z',
        reason: '演练',
        by: null,
        givenUp: '还有别的进程',
      }),
  ),
  'database.upgrade': {
    expected: {
      actor: '系统',
      object: 'database',
      detail: {
        before: { version: 62 },
        after: { version: expect.any(Number) },
        backup: expect.stringContaining('before-upgrade-v62'),
      },
    },
    async run() {
      const { store, folder } = await emptyInstallation()
      store.close()
      await takeSealsOut(folder)
      const upgraded = await openStore(folder)
      closing.push(() => upgraded.close())
      return upgraded
    },
  },
  'demo.remove': onInstallation(
    { actor: '赵明', object: 'database', detail: { backup: expect.stringContaining('backup-') } },
    async (services) => {
      await installCity(services, { name: '云川市', users: [], isDemo: true })
      await removeDemo(
        await adminOf(services),
        { dataDir: services.folder, anchorDir: services.folder, version: '1' },
        '云川市',
      )
    },
  ),
  'evidence.add': onForm('rsj', evidenceTrace, (city) => nameDocument(city.as('rsj'), rsjForm, named)),
  'evidence.remove': onForm('rsj', evidenceTrace, async (city) => {
    await nameDocument(city.as('rsj'), rsjForm, named)
    await removeEvidence(city.as('rsj'), rsjForm, 1)
  }),
  'explanation.save': onForm('rsj', { items: [['R32', 'P_TRAIN', 'AP', '']] }, (city) =>
    saveExplanations(city.as('rsj'), rsjForm, { items: [{ ...explained, version: 0 }] }),
  ),
  'explanation.verdict': onForm(
    'reviewer',
    { rule: 'R32', item: 'P_TRAIN', unit: 'AP', breakdown: '', verdict: 'rejected' },
    async (city) => {
      const { submission } = await saveExplanations(city.as('rsj'), rsjForm, { items: [{ ...explained, version: 0 }] })
      await submitForm(city.as('rsj'), rsjForm, { version: submission.version })
      const { text: _text, ...place } = explained
      await giveVerdict(city.as('reviewer'), rsjForm, { ...place, verdict: 'rejected', version: 1 })
    },
  ),
  'extension.grant': onForm(
    'reviewer',
    { before: null, dueAt: '2026-10-18T10:00:00.000Z', reason: '数据核对' },
    (city) => grantExtension(city.as('reviewer'), rsjForm, { dueAt: '2026-10-18T10:00:00Z', reason: '数据核对' }),
  ),
  'identity.configure': onInstallation(
    {
      actor: '赵明',
      object: 'identity-service',
      detail: {
        before: { issuer: '', clientId: '', isActive: false, newSecret: false },
        after: { issuer: proven.issuer, clientId: 'monitor', isActive: true, newSecret: true },
      },
    },
    identityService,
  ),
  'identity.link': onInstallation(
    { actor: '赵明', object: 'identity:1', detail: { account: 1, ...proven } },
    linkedIdentity,
  ),
  'identity.unlink': onInstallation(
    { actor: '赵明', object: 'identity:1', detail: { account: 1, ...proven } },
    async (services) => {
      await linkedIdentity(services)
      await unlinkIdentity(await adminOf(services), { id: 1 })
    },
  ),
  'liaison.save': {
    expected: {
      actor: 'rsj同志',
      object: 'reporter:RSJ',
      detail: { before: { liaison: null }, after: { liaison: '陈晓岚' } },
    },
    async run() {
      const city = await entryCity()
      const contact = { name: '陈晓岚', phone: '0571-88001234', mail: '' }
      await saveLiaison(city.as('rsj'), { code: 'RSJ', version: 0, ...contact })
      return city.store
    },
  },
  'load.begin': onInstallation({ actor: '批量装载', object: 'city', detail: {} }, (services) =>
    services.store.write('load.begin', (tx) => actAsLoader(tx, services.now().toISOString())),
  ),
  'map.take': onInstallation(mapExpected({ units: 2, file: 'map.geojson' }), async (services) => {
    await takeExampleMap(await adminOf(services))
  }),
  'map.withdraw': onInstallation(mapExpected({ reason: '换用新版地图' }), async (services) => {
    const admin = await adminOf(services)
    await takeExampleMap(admin)
    await withdrawMap(admin, 1, '换用新版地图')
  }),
  'matter.accept': onMatter('accept', { matterKind: 'ACCIDENT', unit: 'A' }),
  'matter.return': onMatter('return', { matterKind: 'ACCIDENT', unit: 'A', reason: '请附文件' }),
  'matter.revoke': onRelease(
    { actor: 'reviewer甲', object: 'matter:1', detail: { matterKind: 'ACCIDENT', unit: 'A', reason: '认定被撤销' } },
    async (city) => {
      await enterMatter(city.as('filler'), accident)
      const reviewer = city.as('reviewer')
      await decideMatter(reviewer, { id: 1, version: 1, action: 'accept', note: '' })
      await decideMatter(reviewer, { id: 1, version: 2, action: 'revoke', note: '认定被撤销' })
    },
  ),
  'matter.submit': onRelease(
    {
      actor: 'filler甲',
      object: 'matter:1',
      detail: {
        matterKind: 'ACCIDENT',
        unit: 'A',
        happenedOn: '2026-02-11',
        what: '某厂发生较大事故',
        evidence: '应急〔2026〕3号',
      },
    },
    (city) => enterMatter(city.as('filler'), accident),
  ),
  'matter.withdraw': onMatter('withdraw', { matterKind: 'ACCIDENT', unit: 'A', reason: '请附文件' }, 'filler'),
  'notice.choose': {
    expected: { actor: 'ap同志', object: 'user:5', detail: { mailAddress: 'ap@example.gov.cn', mailOn: true } },
    async run() {
      const city = await entryCity()
      await chooseMail(city.as('ap'), { address: 'ap@example.gov.cn', isOn: true })
      return city.store
    },
  },
  'notice.retry': onNotices({ messages: 1 }, async (city, sender) => {
    await city.store.write({ unaudited: 'fixture' }, (tx) => tx.insert(notice).values(failedNotice).then())
    await retryNotices(city.as('admin'), sender, [1])
  }),
  'notice.save': onNotices(
    {
      mailOn: true,
      mailServer: 'smtp.example.gov.cn:465',
      mailUser: 'cangai',
      mailFrom: 'cangai@example.gov.cn',
      mailKinds: 1,
      secretChanged: true,
    },
    (city, sender) => saveMail(city.as('admin'), sender, { version: 0, form: mailForm }),
  ),
  'password.change': onAccount('李静', {}, async (admin, { id, password }) => {
    const own = { ...admin, actor: must(await admin.store.read((db) => loadActor(db, id))) }
    await changePassword(own, { current: password, next: 'Neu-98765', token: 'token', address: '10.0.0.7' })
  }),
  'password.refuse': onAccount('李静', { address: '10.0.0.7' }, async (admin, { id }) => {
    const own = { ...admin, actor: must(await admin.store.read((db) => loadActor(db, id))) }
    const guess = changePassword(own, { current: 'Guess-1234', next: 'Neu-98765', token: 'token', address: '10.0.0.7' })
    await expect(guess).rejects.toMatchObject({ detail: { reason: 'password.wrong' } })
  }),
  'grant.confirm': onGrant('confirm', { proposer: expect.any(Number) }),
  'grant.propose': onGrant(null, {}),
  'grant.refuse': onGrant('refuse', { proposer: expect.any(Number), note: '没有必要' }),
  'grant.withdraw': onGrant('withdraw', { proposer: expect.any(Number) }),
  'handover.save': onRelease(
    {
      actor: 'publisher甲',
      object: 'handover:1',
      detail: { note: '试填', rowCount: 0, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    },
    async (city) => {
      await publish(city)
      const mapping = { rows: [], regions: [{ unit: 'A', code: '510104' }], states: [] }
      await saveHandover(city.as('publisher'), { code: 'CG-2026Q3-01', base: 0, note: ' 试填 ', mapping })
    },
  ),
  'holidays.save': {
    expected: {
      actor: 'admin同志',
      object: 'holidays:2026',
      detail: { before: null, after: { daysOff: ['2026-01-01', '2026-01-02'], daysWorked: ['2026-01-04'] } },
    },
    async run() {
      const city = await entryCity()
      await saveHolidays(city.as('admin'), 2026, '2026年节假日安排：元旦：1月1日至2日放假。1月4日（周日）上班。')
      return city.store
    },
  },
  'period.save': {
    expected: {
      actor: 'admin同志',
      object: 'period:2026Q4',
      detail: {
        before: expect.objectContaining({ state: 'planned' }),
        after: expect.objectContaining({ state: 'open' }),
      },
    },
    async run() {
      const city = await entryCity()
      await savePeriod(city.as('admin'), '2026Q4', {
        opensAt: '2027-01-01T00:00:00Z',
        dueAt: '2027-01-16T10:00:00Z',
        closesAt: '2027-01-20T10:00:00Z',
        state: 'open',
      })
      return city.store
    },
  },
  'recipe.add': onRecipe((ctx) => addRecipePage(ctx, { id: 1, page: { kind: 'agenda', id: 'p2' } }), 'recipe:1', {
    pageCount: 2,
  }),
  'recipe.copy': onRecipe((ctx) => copyRecipe(ctx, { id: 1 }), 'recipe:2', {
    material: '调度会材料（副本）',
    copyOf: '调度会材料',
  }),
  'recipe.create': onRecipe((ctx) => createRecipe(ctx, { recipe: material }), 'recipe:2'),
  'recipe.deliver': onRelease(
    {
      actor: 'publisher甲',
      object: 'recipe:1',
      detail: { material: '调度会材料', before: {}, after: { format: 'ZIP', readers: 1 } },
    },
    async (city) => {
      await createRecipe(city.as('publisher'), { recipe: material })
      await setDelivery(city.as('publisher'), { id: 1, delivery: toLeader })
    },
  ),
  'recipe.delivered': onRelease(
    {
      actor: 'publisher甲',
      object: 'recipe:1',
      detail: {
        material: '调度会材料',
        release: 'CG-2026Q3-01',
        format: 'ZIP',
        readers: 1,
        fileSize: 3,
        fileHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    },
    async (city) => {
      const earlier = { ...city.as('publisher'), now: () => new Date('2026-09-01T00:00:00.000Z') }
      await createRecipe(earlier, { recipe: material })
      await setDelivery(earlier, { id: 1, delivery: toLeader })
      await publish(city)
      const made = async () => ({ bytes: new TextEncoder().encode('zip'), fileName: '调度会材料.zip' })
      await deliverDue({ store: city.store, now: city.as('leader').now }, made)
    },
  ),
  'recipe.remove': onRecipe((ctx) => removeRecipe(ctx, { id: 1 })),
  'recipe.save': onRecipe(
    (ctx) => saveRecipe(ctx, { id: 1, recipe: material, isShared: true, version: 1 }),
    'recipe:1',
    {
      isShared: true,
    },
  ),
  'register.accept': onRecord('accept'),
  'register.attach': onRelease(
    {
      actor: 'filler甲',
      object: 'register:CONTEST',
      detail: { records: [1], evidence: '通知.pdf', fileHash: expect.any(String) },
    },
    async (city) => {
      await enterRecords(city.as('filler'), { kind: 'CONTEST', rows: [contest] })
      await attachToRecord(city.as('filler'), { kind: 'CONTEST', id: 1 }, contestNotice)
    },
  ),
  'register.detach': onRelease(
    {
      actor: 'filler甲',
      object: 'register:CONTEST',
      detail: { records: [1], evidence: '通知.pdf', fileHash: expect.any(String) },
    },
    async (city) => {
      await enterRecords(city.as('filler'), { kind: 'CONTEST', rows: [contest] })
      await attachToRecord(city.as('filler'), { kind: 'CONTEST', id: 1 }, contestNotice)
      await removeFromRecord(city.as('filler'), { kind: 'CONTEST', id: 1, file: 1 })
    },
  ),
  'register.enter': onRelease({ actor: 'filler甲', object: 'register:CONTEST', detail: { records: [1] } }, (city) =>
    enterRecords(city.as('filler'), { kind: 'CONTEST', rows: [contest] }),
  ),
  'register.return': onRecord('return'),
  'register.revise': onRelease(
    {
      actor: 'filler甲',
      object: 'register:CONTEST',
      detail: { records: [1], title: '“电工大赛”（2026年2月11日）', reason: '名称有误' },
    },
    async (city) => {
      await enterRecords(city.as('filler'), { kind: 'CONTEST', rows: [contest] })
      const values = { ...contest.values, name: '电工大赛' }
      await reviseRecord(city.as('filler'), {
        kind: 'CONTEST',
        id: 1,
        version: 1,
        unit: 'A',
        values,
        reason: '名称有误',
      })
    },
  ),
  'register.revoke': onRelease(
    { actor: 'reviewer甲', object: 'register:CONTEST', detail: { records: [1], reason: '认定被撤销' } },
    async (city) => {
      await enterRecords(city.as('filler'), { kind: 'CONTEST', rows: [contest] })
      const reviewer = city.as('reviewer')
      const seen = (version: number) => ({ kind: 'CONTEST', records: [{ id: 1, version }] })
      await decideRecords(reviewer, { ...seen(1), action: 'accept', note: '' })
      await decideRecords(reviewer, { ...seen(2), action: 'revoke', note: '认定被撤销' })
    },
  ),
  'register.upload': onRelease(
    {
      actor: 'filler甲',
      object: 'register:CONTEST',
      detail: { file: '竞赛.xlsx', fileHash: 'a'.repeat(64), entered: [2], revised: [1] },
    },
    async (city) => {
      await enterRecords(city.as('filler'), { kind: 'CONTEST', rows: [contest] })
      const row = (id: number | null, name: string) => ({
        id,
        version: id,
        unit: 'A',
        reason: '',
        values: {
          ...contest.values,
          name,
        },
      })
      await keepRecords(city.as('filler'), {
        kind: 'CONTEST',
        fileName: '竞赛.xlsx',
        fileHash: 'a'.repeat(64),
        idempotencyKey: null,
        rows: [row(1, '电工大赛'), row(null, '钳工大赛')],
      })
    },
  ),
  'register.use': onRelease(
    {
      actor: 'reviewer甲',
      object: 'register:CONTEST',
      detail: { before: { appliesFrom: null }, after: { appliesFrom: '2026Q3' }, reason: '台账已补齐' },
    },
    (city) => useRegister(city.as('reviewer'), { kind: 'CONTEST', since: '2026Q3', reason: '台账已补齐' }),
  ),
  'register.withdraw': onRecord('withdraw', 'filler'),
  'release.call_back': onRelease(
    {
      actor: 'publisher甲',
      object: 'release:1',
      detail: { period: '2026Q3', effectiveAt: '2026-10-21T01:00:00.000Z', reason: '等待市领导审定' },
    },
    async (city) => callBackRelease(city.as('publisher'), { id: (await schedule(city)).id, reason: '等待市领导审定' }),
  ),
  'release.lapse': onRelease(
    {
      actor: '系统',
      object: 'release:1',
      detail: {
        period: '2026Q3',
        effectiveAt: '2026-10-21T01:00:00.000Z',
        reason: expect.stringContaining('有了变动'),
      },
    },
    async (city) => {
      await schedule(city)
      await enter(city, '2026Q3', { ...plainQuarter, 'X A': 90_000 })
      await publishDue(city.as('admin', '2026-10-21T01:00:00.000Z'))
    },
  ),
  'release.schedule': onRelease(
    {
      actor: 'second甲',
      object: 'release:1',
      detail: { period: '2026Q3', version: 1, effectiveAt: '2026-10-21T01:00:00.000Z' },
    },
    schedule,
  ),
  'release.discard': onRelease(byPublisher('release:1', { period: '2026Q3', version: 1 }), async (city) =>
    discardPreview(city.as('publisher'), await prepare(city)),
  ),
  'release.prepare': onRelease(
    byPublisher('release:1', {
      period: '2026Q3',
      version: 1,
      reason: null,
      inputHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    }),
    prepare,
  ),
  'release.publish': onRelease(
    {
      actor: 'second甲',
      object: 'release:CG-2026Q3-01',
      detail: {
        period: '2026Q3',
        code: 'CG-2026Q3-01',
        contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
        previousHash: null,
        reason: null,
        preparedBy: 2,
        closed: [],
      },
    },
    publish,
  ),
  'release.reopen': onRelease(
    {
      actor: 'reviewer甲',
      object: 'form:2026Q3/F1/RSJ',
      detail: { reasonClass: 'error', reason: '漏填了两家企业', cells: [{ item: 'X', unit: 'A' }] },
    },
    async (city) => {
      await publish(city)
      const request = { reasonClass: 'error' as const, reason: '漏填了两家企业', cells: [{ item: 'X', unit: 'A' }] }
      await reopenForCorrection(city.as('reviewer'), { period: '2026Q3', form: 'F1', reporter: 'RSJ', ...request })
    },
  ),
  'release.take_archive': onRelease(
    {
      actor: 'leader甲',
      object: 'release:CG-2026Q3-01',
      detail: { fileSize: 3, fileHash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    },
    async (city) => {
      await publish(city)
      await recordArchive(city.as('leader'), { code: 'CG-2026Q3-01', bytes: new TextEncoder().encode('zip') })
    },
  ),
  'release.take_book': onRelease(
    {
      actor: 'leader甲',
      object: 'release:CG-2026Q3-01',
      detail: { fileSize: 4, fileHash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    },
    async (city) => {
      await publish(city)
      await recordBook(city.as('leader'), { code: 'CG-2026Q3-01', bytes: new TextEncoder().encode('book') })
    },
  ),
  'speech.take': onRelease(
    { actor: 'leader甲', object: 'release:CG-2026Q3-01', detail: { characters: 9 } },
    async (city) => {
      await publish(city)
      await takeDraft(city.as('leader'), { code: 'CG-2026Q3-01', text: '全市覆盖率达到5%', changes: [] })
    },
  ),
  'speech.check': onRelease(
    { actor: 'leader甲', object: 'release:CG-2026Q3-01', detail: { characters: 9 } },
    async (city) => {
      await publish(city)
      await checkDraft(city.as('leader'), { code: 'CG-2026Q3-01', text: '全市覆盖率达到5%' })
    },
  ),
  'release.take_data': onRelease(
    {
      actor: 'leader甲',
      object: 'release:CG-2026Q3-01',
      detail: { format: 'csv', fileSize: 4, fileHash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    },
    async (city) => {
      await publish(city)
      const bytes = new TextEncoder().encode('data')
      await recordTidy(city.as('leader'), { code: 'CG-2026Q3-01', format: 'csv', bytes })
    },
  ),
  'release.take_handover': onRelease(
    {
      actor: 'publisher甲',
      object: 'release:CG-2026Q3-01',
      detail: { mappingVersion: 1, format: 'csv', fileSize: 4, fileHash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    },
    async (city) => {
      await publish(city)
      const bytes = new TextEncoder().encode('data')
      await recordHandover(city.as('publisher'), { code: 'CG-2026Q3-01', mapping: 1, format: 'csv', bytes })
    },
  ),
  'release.take_trial': onRelease(
    {
      actor: 'reviewer甲',
      object: 'release:CG-2026Q3-01',
      detail: { rowCount: 3, format: 'xlsx', fileSize: 4, fileHash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    },
    async (city) => {
      await publish(city)
      await recordTrial(city.as('reviewer'), { code: 'CG-2026Q3-01', rows: 3, bytes: new TextEncoder().encode('data') })
    },
  ),
  'release.take_bulletin': onRelease(
    {
      actor: 'leader甲',
      object: 'release:CG-2026Q3-01',
      detail: { format: 'DOCX', edited: 2, fileSize: 5, fileHash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    },
    async (city) => {
      await publish(city)
      const taken = {
        code: 'CG-2026Q3-01',
        format: 'docx',
        edited: 2,
        bytes: new TextEncoder().encode('paper'),
      } as const
      await recordBulletin(city.as('leader'), taken)
    },
  ),
  'release.take_pack': onRelease(
    {
      actor: 'leader甲',
      object: 'release:CG-2026Q3-01',
      detail: { pack: '季度通报', format: 'ZIP', fileSize: 4, fileHash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    },
    async (city) => {
      await publish(city)
      const taken = { code: 'CG-2026Q3-01', name: '季度通报', format: 'zip' } as const
      await recordPack(city.as('leader'), { ...taken, bytes: new TextEncoder().encode('pack') })
    },
  ),
  'release.take_page': onRelease(
    {
      actor: 'leader甲',
      object: 'release:CG-2026Q3-01',
      detail: {
        page: '区县画像',
        unit: 'A',
        format: 'PDF',
        fileSize: 4,
        fileHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    },
    async (city) => {
      await publish(city)
      const asked = { code: 'CG-2026Q3-01', page: 'unit', params: { unit: 'A' } } as const
      await recordPage(city.as('leader'), { ...asked, format: 'pdf', bytes: new TextEncoder().encode('page') })
    },
  ),
  'remark.ask': onForm('rsj', { ...questionPlace, remark: question.text, mentioned: 'rsj2同志' }, (city) =>
    askThread(city.as('rsj'), rsjForm, question),
  ),
  'remark.answer': onForm('rsj2', { ...questionPlace, remark: '新开两期。', mentioned: '' }, async (city) => {
    await askThread(city.as('rsj'), rsjForm, question)
    await answerThread(city.as('rsj2'), rsjForm, { id: 1, text: '新开两期。', mentions: [] })
  }),
  'remark.close': onForm('rsj', questionPlace, async (city) => {
    await askThread(city.as('rsj'), rsjForm, question)
    await closeThread(city.as('rsj'), rsjForm, { id: 1, seen: 1 })
  }),
  'rule.add': {
    expected: { actor: 'admin同志', object: 'rule:U01', detail: { rule: 'U01', condition: 'P_TRAIN_SR不大于P_TRAIN' } },
    async run() {
      const city = await entryCity()
      const sides = { left: 'P_TRAIN_SR', operator: '<=', right: 'P_TRAIN' } as const
      await addOwnRule(city.as('admin'), { title: '高级工不多于培训人次', severity: 'warning', ...sides })
      return city.store
    },
  },
  'reminder.note': {
    expected: {
      actor: 'reviewer同志',
      object: 'reporter:RSJ',
      detail: { period: '2026Q3', reminder: expect.stringMatching(/^【催报】市人社局：/) },
    },
    async run() {
      const city = await entryCity()
      await noteReminder(city.as('reviewer'), { period: '2026Q3', reporter: 'RSJ' })
      return city.store
    },
  },
  'reminder.send': {
    expected: {
      actor: 'reviewer同志',
      object: 'reporter:RSJ',
      detail: {
        period: '2026Q3',
        reminder: expect.stringMatching(/^【催报】市人社局/),
        reminderTo: '产改工作群',
        reminderOutcome: '已发出',
      },
    },
    async run() {
      const city = await entryCity()
      const sender = fakeSender()
      const { version, robots } = await saveRobot(city.as('admin'), sender, {
        version: (await saveMail(city.as('admin'), sender, { version: 0, form: mailForm })).version,
        id: null,
        form: {
          name: '产改工作群',
          kind: 'wecom',
          isOn: true,
          kinds: [],
          url: 'https://qyapi.weixin.qq.com/send?key=k',
        },
      })
      expect(version).toBe(2)
      const way = { period: '2026Q3', reporter: 'RSJ', robot: must(robots[0]).id }
      const { digest } = await previewReminders(city.as('reviewer'), way)
      await sendReminders(city.as('reviewer'), sender, { ...way, digest })
      return city.store
    },
  },
  'rule.switch': {
    expected: {
      actor: 'admin同志',
      object: 'rule:R10',
      detail: { isActive: false, reason: '口径调整，本年不核' },
    },
    async run() {
      const city = await entryCity()
      await switchRule(city.as('admin'), { code: 'R10', isActive: false, reason: ' 口径调整，本年不核 ' })
      return city.store
    },
  },
  'scheme.adopt': onRelease(
    {
      actor: 'second甲',
      object: 'scheme:2',
      detail: { year: 2027, editedBy: 2, proposer: 2, approval: '纪要〔2026〕3号' },
    },
    (city) => decidedScheme(city, 'confirm', 'second'),
  ),
  'scheme.copy': onRelease(byPublisher('scheme:2', { code: 'S', version: 2, year: 2027, copiedFrom: 1 }), draft),
  'scheme.lock': onRelease({ actor: 'second甲', object: 'scheme:1', detail: { release: 'CG-2026Q3-01' } }, publish),
  'scheme.propose': onRelease(
    byPublisher('scheme:2', {
      year: 2027,
      approval: '纪要〔2026〕3号',
      changed: ['计分办法与现行的相同，只改名称、年度或说明'],
    }),
    proposedScheme,
  ),
  'scheme.refuse': onRelease(
    { actor: 'second甲', object: 'scheme:2', detail: { proposer: 2, note: '权重再议' } },
    (city) => decidedScheme(city, 'refuse', 'second'),
  ),
  'scheme.withdraw': onRelease(byPublisher('scheme:2', { proposer: 2 }), (city) =>
    decidedScheme(city, 'withdraw', 'publisher'),
  ),
  'scheme.retire': onRelease(byPublisher('scheme:2', { before: 'draft' }), async (city) => {
    const { id, editVersion } = (await draft(city)).version
    await retireScheme(city.as('publisher'), { id, editVersion })
  }),
  'scheme.save': onRelease(byPublisher('scheme:2', { editVersion: 2, year: 2027, weights: {} }), async (city) => {
    const { version, body } = await draft(city)
    const { id, name, note, year, editVersion } = version
    await saveScheme(city.as('publisher'), { id, name, note, year, body, editVersion })
  }),
  'scheme.try': onRelease(byPublisher('scheme:2', { editVersion: 1 }), tried),
  'session.close': onInstallation({ actor: '赵明', object: 'user:1', detail: {} }, async (services) => {
    const { token, actor } = await signInWith(services, firstAdmin.password)
    await signOut(services, actor, token)
  }),
  'session.open': onInstallation(
    { actor: '赵明', object: 'login:zhaoming', detail: { address: '10.0.0.7' } },
    (services) => signInWith(services, firstAdmin.password),
  ),
  'session.open_by_identity': onInstallation(
    {
      actor: '赵明',
      object: 'login:zhaoming',
      detail: { address: '10.0.0.7', subject: proven.subject, issuer: proven.issuer },
    },
    async (services) => {
      await linkedIdentity(services)
      await signInByIdentity(services, { proven, address: '10.0.0.7' })
    },
  ),
  'session.refuse_identity': onInstallation(
    {
      actor: '系统',
      object: 'identity:1',
      detail: { name: '赵明', address: '10.0.0.7', reason: '这个身份没有关联账号' },
    },
    async (services) => {
      await identityService(services)
      await expect(signInByIdentity(services, { proven, address: '10.0.0.7' })).rejects.toMatchObject({
        code: 'forbidden',
      })
    },
  ),
  'session.refuse': onInstallation(
    { actor: '系统', object: 'login:zhaoming', detail: { address: '10.0.0.7' } },
    (services) => expect(signInWith(services, 'Wrong-1234')).rejects.toMatchObject({ code: 'unauthenticated' }),
  ),
  'share.create': onRelease(
    {
      actor: 'leader甲',
      object: 'share:1',
      detail: { page: '大屏', release: '最新发布', purpose: '调度会', expiresAt: expect.stringMatching(/Z$/) },
    },
    shared,
  ),
  'share.open': onRelease(
    { actor: '系统', object: 'share:1', detail: { address: '10.0.0.9', purpose: '调度会' } },
    async (city) => {
      const { link, token } = await shared(city)
      await openShare(city.as('leader'), { link: link.id, token }, '10.0.0.9')
    },
  ),
  'share.renew': onRelease(
    {
      actor: 'leader甲',
      object: 'share:1',
      detail: {
        before: { expiresAt: expect.stringMatching(/Z$/) },
        after: { expiresAt: expect.stringMatching(/Z$/) },
      },
    },
    async (city) => renewShare(city.as('leader'), { id: (await shared(city)).link.id, hours: 720 }),
  ),
  'share.revoke': onRelease(
    { actor: 'admin甲', object: 'share:1', detail: { purpose: '调度会', uses: 0 } },
    async (city) => revokeShare(city.as('admin'), { id: (await shared(city)).link.id }),
  ),
  'bulletin.template': onRelease(
    {
      actor: 'publisher甲',
      object: 'bulletin:template',
      detail: { file: '通报.docx', fileSize: 5, fileHash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    },
    async (city) => {
      await takeBulletinTemplate(city.as('publisher'), { name: '通报.docx', bytes: new TextEncoder().encode('paper') })
    },
  ),
  'appearance.save': onRelease(
    {
      actor: 'admin甲',
      object: 'appearance:all',
      detail: { before: { namePrefix: '', office: '' }, after: { namePrefix: '云川市', office: '云川市产改办' } },
    },
    (city) => saveNames(city.as('admin'), { version: 0, names: { prefix: '云川市', office: '云川市产改办' } }),
  ),
  'share.switch': onRelease({ actor: 'admin甲', object: 'meeting-links:all', detail: { isActive: true } }, (city) =>
    switchShares(city.as('admin'), { isOn: true }),
  ),
  'sign_off.switch': {
    expected: {
      actor: 'admin同志',
      object: 'reporter:RSJ',
      detail: { before: { signsInside: false, allowsSame: false }, after: { signsInside: true, allowsSame: true } },
    },
    async run() {
      const city = await entryCity()
      await switchSignOff(city.as('admin'), { code: 'RSJ', isOn: true, allowsSame: true })
      return city.store
    },
  },
  'source.adopt': {
    expected: {
      actor: 'reviewer同志',
      object: 'period:2026Q3',
      detail: { rule: 'R12', unit: 'AP', adopted: '市统计局的W_TOTAL 50人', reason: '统计局口径为准' },
    },
    async run() {
      const city = await entryCity()
      await conflictOf(city)
      const { items } = await readConflicts(city.as('reviewer'), {})
      const { rule, unit, place, first, second } = must(items[0])
      const seen = { period: '2026Q3', rule, unit, place, first: first.value, second: second.value }
      await decideConflict(city.as('reviewer'), { ...seen, adopted: 'second', reason: '统计局口径为准' })
      return city.store
    },
  },
  'statement.accept': onStatement(['accept'], {}),
  'statement.return': onStatement(['return'], { reason: '请写具体' }),
  'statement.revoke': onStatement(['accept', 'revoke'], { reason: '请写具体' }),
  'statement.submit': onStatement(
    [],
    { cause: stated.cause, measures: stated.measures, until: stated.until, value: 88 },
    'filler',
  ),
  'statement.withdraw': onStatement(['withdraw'], { reason: '请写具体' }, 'filler'),
  'submission.accept': onForm('reviewer', { round: 1, note: '核对无误' }, async (city) =>
    acceptForm(city.as('reviewer'), rsjForm, { ...(await sent(city)), note: '核对无误' }),
  ),
  'submission.admit': onForm(
    'reviewer',
    { release: 'CG-2026Q3-01', dueAt: '2026-12-01T10:00:00.000Z', reason: '发布时仍在核对台账' },
    async (city) => {
      const published = { code: 'CG-2026Q3-01', sequence: 1, state: 'published', contentHash: 'h' } as const
      const by = { preparedBy: 1, preparedAt: '2026-10-05T02:00:00.000Z', publishedBy: 1 }
      await city.store.write({ unaudited: 'fixture' }, (tx) =>
        tx.insert(release).values({ period: '2026Q3', ...published, ...by, publishedAt: by.preparedAt }),
      )
      const admission = { dueAt: '2026-12-01T10:00:00Z', reason: '发布时仍在核对台账' }
      await admitForm(city.as('reviewer'), rsjForm, admission)
    },
  ),
  'submission.begin': onForm('reviewer', { round: 1 }, async (city) =>
    beginReview(city.as('reviewer'), rsjForm, await sent(city)),
  ),
  'submission.check': {
    expected: { actor: 'zgh同志', object: apObject, detail: { round: 1, note: null } },
    async run() {
      const city = await entryCity()
      const cells = [entry('E_OPEN:AP', '12'), entry('E_UNION:AP', '30')]
      await saveCells(city.as('ap'), apForm, { source: 'grid', cells })
      const { submission } = await submitForm(city.as('ap'), apForm, { version: 1 })
      await checkForm(city.as('zgh'), apForm, { version: submission.version })
      return city.store
    },
  },
  'submission.endorse': onForm('rsjcheck', { round: 1 }, async (city) =>
    endorseForm(city.as('rsjcheck'), rsjForm, await proposed(city)),
  ),
  'submission.propose': onForm('rsj', { round: 1 }, proposed),
  'submission.recall': onForm('rsj', { round: 1 }, async (city) =>
    recallForm(city.as('rsj'), rsjForm, await proposed(city)),
  ),
  'submission.reopen': onForm('reviewer', { round: 1, note: null }, async (city) => {
    const { submission } = await acceptForm(city.as('reviewer'), rsjForm, await sent(city))
    await returnForm(city.as('reviewer'), rsjForm, { version: submission.version, marks: [mark] })
  }),
  'submission.return': onForm('reviewer', { round: 1, note: null }, async (city) =>
    returnForm(city.as('reviewer'), rsjForm, { ...(await sent(city)), marks: [mark] }),
  ),
  'submission.send_back': onForm('rsjcheck', { round: 1, note: '人次与台账不符' }, async (city) =>
    sendBackForm(city.as('rsjcheck'), rsjForm, { ...(await proposed(city)), reason: '人次与台账不符' }),
  ),
  'submission.submit': onForm('rsj', { receiptNo: '2026Q3-RSJ-SKILLS-RSJ-1' }, sent),
  'submission.provisional': onForm(
    'rsj',
    { before: { finalBy: null }, after: { finalBy: '2026-11-30' } },
    async (city) => {
      await saveCells(city.as('rsj'), rsjForm, { source: 'grid', cells: fullRsj() })
      await markProvisional(city.as('rsj'), rsjForm, { finalBy: '2026-11-30', version: 1 })
    },
  ),
  'submission.withdraw': onForm('rsj', { round: 1 }, async (city) =>
    withdrawForm(city.as('rsj'), rsjForm, await sent(city)),
  ),
  'follow_up.accept': onFollowUp('accept'),
  'follow_up.answer': onFollowUp('answer'),
  'follow_up.cancel': onFollowUp('cancel'),
  'follow_up.open': onFollowUp('open'),
  'follow_up.return': onFollowUp('return'),
  'follow_up.extend': onRelease(
    {
      actor: 'reviewer甲',
      object: 'follow_up:1',
      detail: {
        what: expect.stringMatching(/^讲话要求/u),
        before: { dueOn: promised.dueOn },
        after: { dueOn: '2027-01-31' },
        reason: '企业停产检修',
      },
    },
    async (city) => {
      await openFollowUp(city.as('reviewer'), promised)
      await extendFollowUp(city.as('reviewer'), { id: 1, version: 1, dueOn: '2027-01-31', reason: '企业停产检修' })
    },
  ),
  'follow_up.settle': onRelease(
    {
      actor: 'reviewer甲',
      object: 'follow_up:1',
      detail: {
        what: '重点任务措施“送教下乡”的节点“全市动员”逾期：时限2026年6月30日，全市没有完成',
        reason: '以数据销号：节点已全部完成（1个单位）',
      },
    },
    async (city) => {
      const reviewer = city.as('reviewer')
      await adoptPlan(reviewer)
      await openFollowUp(reviewer, { ...promised, of: { kind: 'task', measure: 1, milestone: 'a' } })
      const completions = [{ milestone: 'a', unit: 'CITY', doneOn: '2026-10-10' }]
      await reportTask(city.as('filler'), { ...taskReport, evidence: '动员文件', completions })
      await decideTaskReport(reviewer, { id: 1, version: 1, action: 'accept', note: '' })
      await decideFollowUp(reviewer, { id: 1, version: 1, action: 'settle', note: '' })
    },
  ),
  'task.accept': onTask('accept'),
  'task.add': onRelease(
    { actor: 'reviewer甲', object: 'key_measure:3', detail: { measure: '结对帮带', reason: '会议议定' } },
    async (city) => {
      await adoptPlan(city.as('reviewer'))
      await addMeasure(city.as('reviewer'), { task: 'T1', measure: newMeasure, reason: '会议议定' })
    },
  ),
  'task.adopt': onRelease(
    { actor: 'reviewer甲', object: 'task_plan', detail: { taskCount: 2, measureCount: 2 } },
    (city) => adoptPlan(city.as('reviewer')),
  ),
  'task.change': onRelease(
    {
      actor: 'reviewer甲',
      object: 'key_measure:1',
      detail: { measure: '结对帮带', isDropped: true, reason: '并入另一条' },
    },
    async (city) => {
      await adoptPlan(city.as('reviewer'))
      const change = { id: 1, version: 1, measure: newMeasure, isDropped: true, reason: '并入另一条' }
      await changeMeasure(city.as('reviewer'), change)
    },
  ),
  'task.attach': onRelease(reportFile, proveTask),
  'task.detach': onRelease(reportFile, async (city) => {
    await proveTask(city)
    await removeFromReport(city.as('filler'), { id: 1, file: 1 })
  }),
  'task.rename': onRelease(
    {
      actor: 'reviewer甲',
      object: 'key_task:1',
      detail: { before: { name: '提升技能' }, after: { name: '提升技能水平' }, reason: '会议议定' },
    },
    async (city) => {
      await adoptPlan(city.as('reviewer'))
      await renameTask(city.as('reviewer'), { code: 'T1', version: 1, name: '提升技能水平', reason: '会议议定' })
    },
  ),
  'task.reopen': onTask('reopen'),
  'task.report': onRelease(
    {
      actor: 'filler甲',
      object: 'key_report:1',
      detail: { measure: '送教下乡', period: '2026Q3', completions: 0 },
    },
    async (city) => {
      await adoptPlan(city.as('reviewer'))
      await reportTask(city.as('filler'), taskReport)
    },
  ),
  'task.return': onTask('return'),
  'task.use': onRelease(
    {
      actor: 'reviewer甲',
      object: 'task_plan',
      detail: { before: { appliesFrom: null }, after: { appliesFrom: '2026Q3' }, reason: '节点已核定' },
    },
    async (city) => {
      await adoptPlan(city.as('reviewer'))
      await useKeyPlan(city.as('reviewer'), { since: '2026Q3', reason: '节点已核定' })
    },
  ),
  'token.create': onRelease(
    {
      actor: 'leader甲',
      object: 'token:1',
      detail: {
        purpose: '数据平台',
        prefix: expect.stringMatching(/^cg_[0-9a-f]{8}$/),
        scope: 'release.read',
        expiresAt: '2027-01-18T02:00:00.000Z',
      },
    },
    tokenOf,
  ),
  'token.revoke': onRelease(
    {
      actor: 'admin甲',
      object: 'token:1',
      detail: { purpose: '数据平台', prefix: expect.stringMatching(/^cg_[0-9a-f]{8}$/), owner: 4 },
    },
    async (city) => revokeToken(city.as('admin'), { id: (await tokenOf(city)).token.id }),
  ),
  'unit.save': {
    expected: {
      actor: 'admin同志',
      object: 'unit:AP',
      detail: {
        before: expect.objectContaining({ unitName: '安平区', unitKind: 'district' }),
        after: expect.objectContaining({
          unitName: '安平县',
          unitKind: 'county',
          changesFrom: '2027Q1',
          reason: '民政部批复',
        }),
      },
    },
    async run() {
      const city = await entryCity()
      const ctx = city.as('admin')
      const { items } = await listUnits(ctx)
      const { unit } = must(items.find((one) => one.unit.code === 'AP'))
      await saveUnit(ctx, async () => ({
        write: {
          unit: parseAs(UnitSeed, { ...unit, name: '安平县', kind: 'county' }, 'unit'),
          changesFrom: parsePeriod('2027Q1'),
          reason: '民政部批复',
          isDemo: false,
        },
      }))
      return city.store
    },
  },
  'unit.propose': {
    expected: {
      actor: 'admin同志',
      object: 'unit:AP',
      detail: { changed: ['名称由“安平区”改为“安平县”'], reason: '民政部批复' },
    },
    run: async () => (await proposedUnit()).store,
  },
  'unit.refuse': {
    expected: { actor: 'publisher同志', object: 'unit:AP', detail: { proposer: expect.any(Number), note: '依据不足' } },
    async run() {
      const city = await proposedUnit()
      await decideProposal(
        city.as('publisher'),
        { id: 1, version: 1, action: 'refuse', note: ' 依据不足 ' },
        { change: heldUnits, answer: async () => null },
      )
      return city.store
    },
  },
  'unit.withdraw': {
    expected: { actor: 'admin同志', object: 'unit:AP', detail: { proposer: expect.any(Number) } },
    async run() {
      const city = await proposedUnit()
      await decideProposal(
        city.as('admin'),
        { id: 1, version: 1, action: 'withdraw', note: '' },
        { change: heldUnits, answer: async () => null },
      )
      return city.store
    },
  },
  'unit.succeed': {
    expected: {
      actor: 'admin同志',
      object: 'unit:AP',
      detail: {
        successionKind: 'split',
        changesFrom: '2027Q1',
        predecessors: ['安平区'],
        successors: ['东安区（DA）', '西安区（XA）'],
        moved: [],
        extended: ['ap同志', 'apcheck同志', 'aphead同志'],
        reason: '民政部批复',
      },
    },
    async run() {
      const city = await entryCity()
      const ctx = city.as('admin')
      const { items } = await listUnits(ctx)
      const { unit } = must(items.find((one) => one.unit.code === 'AP'))
      const seed = (more: object) => parseAs(UnitSeed, { ...unit, ...more }, 'unit')
      await succeedUnits(ctx, async () => ({
        write: {
          kind: 'split',
          from: parsePeriod('2027Q1'),
          ended: [seed({ validTo: '2026Q4' })],
          begun: [
            seed({ code: 'DA', name: '东安区', shortName: '东安', validFrom: '2027Q1' }),
            seed({ code: 'XA', name: '西安区', shortName: '西安', validFrom: '2027Q1' }),
          ],
          moved: [],
          grantsTo: 'DA',
          basis: '民政部批复',
          isDemo: false,
        },
      }))
      return city.store
    },
  },
  'user.create': onAccount('admin同志', account, async () => undefined),
  'user.create_first_admin': onInstallation(
    { actor: '系统', object: 'user:1', detail: { login: 'zhaoming' } },
    async () => undefined,
  ),
  'user.reset_password': onAccount('admin同志', {}, (admin, { id }) => resetPassword(admin, id)),
  'user.update': onAccount(
    'admin同志',
    {
      before: { name: '李静', isActive: true, grants: account.grants },
      after: { name: '李静', isActive: false, grants: account.grants },
    },
    (admin, { id, version }) => updateUser(admin, id, version, { isActive: false }),
  ),
  'yardstick.load': onRelease(
    {
      actor: 'publisher甲',
      object: 'yardsticks',
      detail: { yardsticks: [expect.stringContaining('全省平均 2025Q4 91.2')] },
    },
    (city) => loadYardsticks(city.as('publisher'), { rows: [outside] }),
  ),
  'yardstick.withdraw': onRelease(
    {
      actor: 'publisher甲',
      object: 'yardstick:1',
      detail: { name: 'RATE 全省平均 2025Q4 91.2', reason: '来源更正' },
    },
    async (city) => {
      await loadYardsticks(city.as('publisher'), { rows: [outside] })
      await withdrawYardstick(city.as('publisher'), { id: 1, reason: '来源更正' })
    },
  ),
}

describe('the audit trail', () => {
  it.each(auditActions)('tells of %s who did it, to what, and how', async (action) => {
    const { expected, run } = cases[action]
    const store = await run()
    const events = await store.read(async (db) => await db.select().from(auditEvent).orderBy(asc(auditEvent.id)))
    const event = must(events.findLast((one) => one.action === action))
    expect({ actor: event.actorName, object: event.object }).toEqual({ actor: expected.actor, object: expected.object })
    expect(JSON.parse(event.detail)).toMatchObject(expected.detail)
    expect(event.detail).not.toMatch(/password|Abc-12345|Neu-98765/i)
    const names = await store.read(loadAuditNames)
    const read = [auditActionName(action), auditObject(event.object, names), ...auditLines(event.detail, names)]
    for (const line of read) expect(line).toMatch(/[一-鿿]|^CG-\d{4}Q[1-4]-\d{2}$/)
    for (const line of read) expect(line).not.toMatch(/[{}[\]"]|undefined|null|\d{4}-\d{2}-\d{2}T|^[a-zA-Z]+：/)
  })
})
