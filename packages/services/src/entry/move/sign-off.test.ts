import { auditEvent, grant } from '@cg/db/schema'
import { and, eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MessageKind } from '@cg/domain/claim/message'
import { readInbox } from '../../inbox/list.ts'
import { listReporters } from '../../reporter/list.ts'
import { switchSignOff } from '../../reporter/switch-sign-off.ts'
import { acceptForm } from '../../review/accept-form.ts'
import { listReminders } from '../../review/reminders.ts'
import { readMatrix } from '../../review/matrix.ts'
import { returnForm } from '../../review/return-form.ts'
import { loadActor } from '../../session/actor.ts'
import { saveCells } from '../cells/save-cells.ts'
import { nameDocument } from '../evidence/change.ts'
import { entry, fullRsj, openCity, rsjForm, tjjForm } from '../entry.fixture.ts'
import type { City, Login } from '../entry.fixture.ts'
import { readForm } from '../form/read-form.ts'
import { readSheet } from '../sheet.ts'
import { listWork } from '../work.ts'
import { readReceipt } from './receipt.ts'
import { endorseForm, proposeForm, recallForm, sendBackForm } from './sign-off.ts'
import { submitForm } from './submit-form.ts'
import { withdrawForm } from './withdraw-form.ts'

let city: City
let version = 0

beforeEach(async () => {
  city = await openCity()
  await switchOn()
  const { submission } = await saveCells(city.as('rsj'), rsjForm, { source: 'grid', cells: fullRsj() })
  version = submission.version
})
afterEach(() => city.close())

const switchOn = (allowsSame = false) => switchSignOff(city.as('admin'), { code: 'RSJ', isOn: true, allowsSame })
const switchOff = () => switchSignOff(city.as('admin'), { code: 'RSJ', isOn: false, allowsSame: false })

const verbs = {
  propose: proposeForm,
  recall: recallForm,
  endorse: endorseForm,
  submit: submitForm,
  withdraw: withdrawForm,
  sendBack: (ctx: Parameters<typeof sendBackForm>[0], key: typeof rsjForm, input: { version: number }) =>
    sendBackForm(ctx, key, { ...input, reason: '安平区人次与台账不符' }),
}

/** One step by one person, at the version that stands. */
async function step(login: Login, verb: keyof typeof verbs) {
  const { submission } = await verbs[verb](ticking(login), rsjForm, { version })
  version = submission.version
  return submission
}

const refused = (login: Login, verb: keyof typeof verbs) => expect(step(login, verb)).rejects
const formOf = (login: Login) => readForm(city.as(login), rsjForm)
const mark = { item: 'P_TRAIN', unit: 'AP', reasonCode: 'wrong_number' as const, reason: '与台账不符' }

/** As a clock does: two looks at it are never the same. */
function ticking(login: Login): ReturnType<City['as']> {
  let looks = 0
  return { ...city.as(login), now: () => new Date(Date.parse(city.clock.now) + looks++) }
}

async function told(login: Login): Promise<MessageKind[]> {
  const kinds = (await readInbox(city.as(login), {})).items.map(({ kind }) => kind)
  return kinds.filter((kind) => kind !== 'overdue')
}

async function throughToOffice(): Promise<void> {
  await step('rsj', 'propose')
  city.clock.now = '2026-10-06T02:00:00.000Z'
  await step('rsjcheck', 'endorse')
  city.clock.now = '2026-10-07T02:00:00.000Z'
  await step('rsjhead', 'submit')
}

describe('a form under 内部审签', () => {
  it('is sent only by its head after its check, and keeps three names and times', async () => {
    await refused('rsj', 'submit').toMatchObject({ code: 'conflict', detail: { reason: 'submission.sign_off_first' } })
    await throughToOffice()
    const { submission } = await formOf('reviewer')
    expect(submission.state).toBe('submitted')
    expect(submission.signOff).toEqual({
      isNeeded: true,
      step: null,
      proposedBy: 'rsj同志',
      proposedAt: '2026-10-05T02:00:00.000Z',
      endorsedBy: 'rsjcheck同志',
      endorsedAt: '2026-10-06T02:00:00.000Z',
      signedBy: 'rsjhead同志',
      signedAt: expect.stringMatching(/^2026-10-07T02:00:00/),
    })
    expect((await readSheet(city.as('rsj'), rsjForm)).signatures.slice(0, 4)).toEqual([
      { label: '填报人', name: 'rsj同志（2026年10月5日 10:00）' },
      { label: '审核人', name: 'rsjcheck同志（2026年10月6日 10:00）' },
      { label: '单位负责人', name: 'rsjhead同志（2026年10月7日 10:00）' },
      { label: '报出日期', name: '2026年10月7日' },
    ])
    expect((await readReceipt(city.as('rsj'), rsjForm)).submittedBy).toBe('rsjhead同志')
    const [event] = await city.store.read((db) =>
      db.select().from(auditEvent).where(eq(auditEvent.action, 'submission.submit')),
    )
    expect(JSON.parse(event?.detail ?? '{}')).toMatchObject({
      proposedBy: expect.any(Number),
      endorsedBy: expect.any(Number),
    })
  })

  it('is read-only for everybody while it waits, evidence included, and can be taken back by its filler', async () => {
    await step('rsj', 'propose')
    const write = saveCells(city.as('rsj'), rsjForm, { source: 'grid', cells: [entry('P_TRAIN:AP', '99', 1)] })
    await expect(write).rejects.toMatchObject({ detail: { reason: 'submission.in_sign_off' } })
    const attach = nameDocument(city.as('rsj'), rsjForm, { item: 'P_TRAIN', unit: 'AP', name: '台账' })
    await expect(attach).rejects.toMatchObject({ detail: { reason: 'submission.in_sign_off' } })
    const { submission, cells } = await formOf('rsj')
    expect([submission.allowedActions, cells.isOpen.some(Boolean)]).toEqual([['recall'], false])
    expect(submission.closedReason).toContain('内部审核')
    await refused('rsjcheck', 'recall').toMatchObject({ code: 'forbidden' })
    const back = await step('rsj', 'recall')
    expect([back.state, back.signOff?.step, back.signOff?.proposedBy]).toEqual(['draft', null, null])
    expect((await formOf('rsj')).cells.isOpen.some(Boolean)).toBe(true)
  })

  it('is hidden from the office until it is sent', async () => {
    await step('rsj', 'propose')
    await step('rsjcheck', 'endorse')
    await expect(formOf('reviewer')).rejects.toMatchObject({ detail: { reason: 'form.not_submitted' } })
    expect((await formOf('rsjhead')).submission.allowedActions).toEqual(['send_back', 'submit'])
  })

  it('goes back to its filler with a reason, from the check and from the signature', async () => {
    await step('rsj', 'propose')
    await refused('rsjhead', 'sendBack').toMatchObject({ detail: { reason: 'submission.in_sign_off' } })
    await expect(sendBackForm(city.as('rsjcheck'), rsjForm, { version, reason: ' ' })).rejects.toMatchObject({
      code: 'invalid',
    })
    await step('rsjcheck', 'sendBack')
    expect(await told('rsj')).toEqual(['sentBack'])
    await step('rsj', 'propose')
    await step('rsjcheck', 'endorse')
    await refused('rsjcheck', 'sendBack').toMatchObject({ detail: { reason: 'submission.in_sign_off' } })
    const back = await step('rsjhead', 'sendBack')
    expect([back.state, back.signOff?.step, back.signOff?.endorsedBy]).toEqual(['draft', null, null])
    expect(back.events.at(-1)).toMatchObject({ action: 'send_back', note: '安平区人次与台账不符' })
  })

  it('stays what the office returned: only its marked cells open after it came back inside', async () => {
    await throughToOffice()
    version = (await returnForm(city.as('reviewer'), rsjForm, { version, marks: [mark] })).submission.version
    await step('rsj', 'propose')
    expect((await step('rsjcheck', 'sendBack')).state).toBe('returned')
    expect((await formOf('rsj')).cells.isOpen.filter(Boolean)).toHaveLength(1)
    // The closing of the quarter does not shut what was returned, signed or not.
    city.clock.now = '2026-10-25T02:00:00.000Z'
    await step('rsj', 'propose')
    await step('rsjcheck', 'endorse')
    const sent = await step('rsjhead', 'submit')
    expect([sent.state, sent.round]).toEqual(['submitted', 2])
  })

  it('counts by the signature: proposed in time and signed after closing it is refused', async () => {
    await step('rsj', 'propose')
    await step('rsjcheck', 'endorse')
    city.clock.now = '2026-10-20T10:00:00.001Z'
    await refused('rsjhead', 'submit').toMatchObject({ detail: { reason: 'submission.deadline_passed' } })
    expect((await formOf('rsjhead')).submission.isOverdue).toBe(true)
  })

  it('with unexplained findings does not even reach the check', async () => {
    version = (await saveCells(city.as('rsj'), rsjForm, { source: 'grid', cells: [entry('P_TRAIN:AP', '', 1)] }))
      .submission.version
    await refused('rsj', 'propose').toMatchObject({ detail: { reason: 'submission.unexplained' } })
  })
})

describe('nobody does two steps', () => {
  const also = (login: Login, role: 'unit_checker' | 'unit_head' | 'reviewer') =>
    city.store.write({ unaudited: 'fixture' }, async (tx) => {
      const { userId } = city.as(login).actor
      await tx.insert(grant).values({
        userId,
        role,
        departmentCode: role === 'reviewer' ? null : 'RSJ',
        grantedAt: city.clock.now,
      })
      const actor = await loadActor(tx, userId)
      if (actor !== null) Object.assign(city.as(login).actor, actor)
    })

  it('of the same form, whatever roles they hold', async () => {
    await also('rsj', 'unit_checker')
    await also('rsjcheck', 'unit_head')
    await step('rsj', 'propose')
    await refused('rsj', 'endorse').toMatchObject({
      message: '这张报表由您本人提请内部审核，须由另一位单位审核人审核。',
      detail: { reason: 'submission.own_step' },
    })
    await step('rsjcheck', 'endorse')
    await refused('rsjcheck', 'submit').toMatchObject({ detail: { reason: 'submission.own_step' } })
    expect((await formOf('rsjcheck')).submission.allowedActions).not.toContain('submit')
  })

  it('unless the reporter may', async () => {
    await also('rsj', 'unit_checker')
    await also('rsj', 'unit_head')
    await switchOn(true)
    await step('rsj', 'propose')
    await step('rsj', 'endorse')
    expect((await step('rsj', 'submit')).state).toBe('submitted')
  })

  it('nor decides for the office on what they signed inside', async () => {
    await also('rsjcheck', 'reviewer')
    await throughToOffice()
    await expect(acceptForm(city.as('rsjcheck'), rsjForm, { version })).rejects.toMatchObject({
      detail: { reason: 'submission.own_sign_off' },
    })
    await acceptForm(city.as('reviewer'), rsjForm, { version })
  })
})

describe('who sees that a form waits inside', () => {
  it('its checker and its head in their tasks and messages, each while it lies with them', async () => {
    const waits = async (login: Login) => (await listWork(city.as(login), {})).toSign.map(({ form }) => form)
    await step('rsj', 'propose')
    expect([await waits('rsjcheck'), await waits('rsjhead'), await waits('apcheck')]).toEqual([['RSJ-SKILLS'], [], []])
    expect([await told('rsjcheck'), await told('rsjhead')]).toEqual([['signOffWaiting'], []])
    city.clock.now = '2026-10-06T02:00:00.000Z'
    await step('rsjcheck', 'endorse')
    expect([await waits('rsjcheck'), await waits('rsjhead')]).toEqual([[], ['RSJ-SKILLS']])
    expect([await told('rsjcheck'), await told('rsjhead')]).toEqual([[], ['signOffWaiting']])
    await step('rsjhead', 'submit')
    expect([await told('rsjhead'), await told('rsj')]).toEqual([[], ['signedOff']])
  })

  it('the office on its board and in its reminders', async () => {
    await step('rsj', 'propose')
    const { cells } = await readMatrix(city.as('reviewer'), {})
    expect(cells.find(({ form }) => form === 'RSJ-SKILLS')).toMatchObject({ state: 'draft', signOffStep: 'check' })
    const { texts } = await listReminders(city.as('reviewer'), {})
    expect(texts.find(({ reporter }) => reporter === 'RSJ')?.text).toContain('（单位内部审核中，截止')
  })
})

describe('cells marked inside', () => {
  const back = (login: Login, marks: Parameters<typeof sendBackForm>[2]['marks']) =>
    sendBackForm(ticking(login), rsjForm, {
      version,
      reason: '两格与台账不符',
      ...(marks === undefined ? {} : { marks }),
    })
  const place = { item: 'P_TRAIN', unit: 'AP' }

  it('are read with their reasons until the form is proposed again, and shut no other cell', async () => {
    await step('rsj', 'propose')
    const marks = [
      { ...place, reason: '漏计一期班' },
      { item: 'P_TRAIN_SR', unit: 'BS', reason: '与名册不符' },
    ]
    version = (await back('rsjcheck', marks)).submission.version
    const form = await formOf('rsj')
    expect(form.insideMarks.map(({ item, unit, reason, by }) => [item, unit, reason, by])).toEqual([
      ['P_TRAIN', 'AP', '漏计一期班', 'rsjcheck同志'],
      ['P_TRAIN_SR', 'BS', '与名册不符', 'rsjcheck同志'],
    ])
    expect(form.cells.isOpen.every((isOpen, at) => isOpen === form.cells.isEntry[at])).toBe(true)
    city.clock.now = '2026-10-06T02:00:00.000Z'
    await step('rsj', 'propose')
    expect((await formOf('rsjcheck')).insideMarks).toEqual([])
    city.clock.now = '2026-10-07T02:00:00.000Z'
    version = (await back('rsjcheck', [{ ...place, reason: '仍不符' }])).submission.version
    expect((await formOf('rsj')).insideMarks.map(({ reason }) => reason)).toEqual(['仍不符'])
  })

  it('open nothing more of what the office had returned', async () => {
    await throughToOffice()
    version = (await returnForm(city.as('reviewer'), rsjForm, { version, marks: [mark] })).submission.version
    await step('rsj', 'propose')
    version = (await back('rsjcheck', [{ item: 'P_TRAIN_SR', unit: 'BS', reason: '另有一格' }])).submission.version
    const { cells, rows, units } = await formOf('rsj')
    const open = cells.isOpen.flatMap((isOpen, at) =>
      isOpen ? [`${rows[Math.floor(at / units.length)]?.item} ${units[at % units.length]?.code}`] : [],
    )
    expect(open).toEqual(['P_TRAIN AP'])
  })

  it('are refused whole where one is not on the form, is twice there or says nothing; by others too', async () => {
    await step('rsj', 'propose')
    const good = { ...place, reason: '漏计' }
    for (const [marks, words] of [
      [[good, { item: 'NOPE', unit: 'AP', reason: '漏计' }], '不在本表中'],
      [[good, good], '标了两次'],
      [[{ ...place, reason: ' ' }], '没有写明原因'],
    ] as const)
      await expect(back('rsjcheck', [...marks])).rejects.toMatchObject({
        code: 'invalid',
        message: expect.stringContaining(words) as string,
      })
    await expect(back('rsj', [good])).rejects.toMatchObject({ code: 'forbidden' })
    expect((await formOf('rsj')).submission.signOff?.step).toBe('check')
  })
})

describe('the switch', () => {
  it('needs people for every step, and names who is missing', async () => {
    const asked = switchSignOff(city.as('admin'), { code: 'TJJ', isOn: true, allowsSame: false })
    await expect(asked).rejects.toMatchObject({
      message: expect.stringContaining('市统计局没有单位审核人、单位负责人账号'),
    })
    await city.store.write({ unaudited: 'fixture' }, (tx) =>
      tx.delete(grant).where(and(eq(grant.role, 'unit_head'), eq(grant.departmentCode, 'RSJ'))),
    )
    const { items } = await listReporters(city.as('admin'))
    expect(items.find(({ code }) => code === 'RSJ')).toMatchObject({
      lacks: '没有单位负责人账号',
      signOff: { allowsSame: false, by: 'admin同志' },
    })
  })

  it('off leaves the others as they are, and what waits goes on', async () => {
    await step('rsj', 'propose')
    await switchOff()
    await step('rsjcheck', 'endorse')
    expect((await step('rsjhead', 'submit')).signOff).toMatchObject({ endorsedBy: 'rsjcheck同志' })
    await step('rsj', 'withdraw')
    await refused('rsjhead', 'submit').toMatchObject({ code: 'forbidden' })
    expect((await step('rsj', 'submit')).signOff).toBeNull()
  })

  it('is the admin’s, and of what exists', async () => {
    const input = { code: 'RSJ', isOn: false, allowsSame: false }
    await expect(switchSignOff(city.as('rsjhead'), input)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(listReporters(city.as('reviewer'))).rejects.toMatchObject({ code: 'forbidden' })
    await expect(switchSignOff(city.as('admin'), { ...input, code: 'NOPE' })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('of one reporter changes nothing for another', async () => {
    await expect(proposeForm(city.as('tjj'), tjjForm, { version: 0 })).rejects.toMatchObject({ code: 'conflict' })
    await expect(endorseForm(city.as('apcheck'), rsjForm, { version })).rejects.toMatchObject({ code: 'forbidden' })
  })
})
