import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Context, Grant } from '../context.ts'
import { saveCells } from '../entry/cells/save-cells.ts'
import { saveExplanations } from '../entry/check/explain.ts'
import { apForm, entry, fullRsj, openCity, rowCounts, rsjForm } from '../entry/entry.fixture.ts'
import type { City, Login } from '../entry/entry.fixture.ts'
import { submitForm } from '../entry/move/submit-form.ts'
import { listWork } from '../entry/work.ts'
import { acceptForm, checkForm } from './accept-form.ts'
import { giveVerdict } from './give-verdict.ts'
import { listQueue } from './queue.ts'
import { returnForm } from './return-form.ts'
import { readReviewForm } from './review-form.ts'

let city: City
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

/** The person, holding another right besides. */
function also(login: Login, grant: Partial<Grant> & Pick<Grant, 'role'>): Context {
  const ctx = city.as(login)
  const grants = [...ctx.actor.grants, { department: null, unit: null, ...grant }]
  return { ...ctx, actor: { ...ctx.actor, grants } }
}
const reviewing = (login: Login) => also(login, { role: 'reviewer' })

async function save(ctx: Context, cells = fullRsj()): Promise<number> {
  return (await saveCells(ctx, rsjForm, { source: 'grid', cells })).submission.version
}
async function submit(login: Login, version: number): Promise<number> {
  return (await submitForm(city.as(login), rsjForm, { version })).submission.version
}
async function refusal(attempt: Promise<unknown>) {
  // Heard before anything is waited for: a refusal that nobody listens to yet is an error of the whole run.
  const settled = attempt.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  const before = await rowCounts(city.store)
  const error = await settled
  expect(await rowCounts(city.store)).toEqual(before)
  return error
}

describe('who wrote a cell of a round', () => {
  it('does not accept it, whoever pressed submit', async () => {
    const one = fullRsj().slice(0, 1)
    await save(reviewing('rsj'), one)
    const version = await submit('rsj2', await save(city.as('rsj2'), fullRsj().slice(1)))
    expect(await refusal(acceptForm(reviewing('rsj'), rsjForm, { version }))).toMatchObject({
      code: 'forbidden',
      message: '《RSJ-SKILLS 报表》的“P_TRAIN（安平区）”一格由您本人填写，须由另一人审核。请联系另一位审核人。',
      detail: { reason: 'submission.own_cells' },
    })
    expect((await acceptForm(city.as('reviewer'), rsjForm, { version })).submission.state).toBe('accepted')
  })

  it('does not check it for the lead department either', async () => {
    const both = also('zgh', { role: 'filler', unit: 'AP' })
    await saveCells(both, apForm, { source: 'grid', cells: [entry('E_OPEN:AP', '12')] })
    const { submission: saved } = await saveCells(city.as('ap'), apForm, {
      source: 'grid',
      cells: [entry('E_UNION:AP', '30')],
    })
    const { version } = (await submitForm(city.as('ap'), apForm, saved)).submission
    expect(await refusal(checkForm(both, apForm, { version }))).toMatchObject({
      code: 'forbidden',
      detail: { reason: 'submission.own_cells' },
    })
  })

  it('does not judge its explanations', async () => {
    await save(reviewing('rsj'), fullRsj().slice(0, 1))
    const { submission } = await saveCells(city.as('rsj2'), rsjForm, {
      source: 'grid',
      cells: fullRsj()
        .filter((one) => one.unit === 'AP')
        .slice(1),
    })
    expect(submission.state).toBe('draft')
    const items = ['BS', 'CX'].map((unit) => ({
      rule: 'MISSING',
      item: 'P_TRAIN',
      unit,
      text: '系统升级，本季未能报送',
      version: 0,
    }))
    const explained = await saveExplanations(city.as('rsj2'), rsjForm, { items })
    await submit('rsj2', explained.submission.version)
    const verdict = { rule: 'MISSING', item: 'P_TRAIN', unit: 'CX', version: 1, verdict: 'accepted' } as const
    expect(await refusal(giveVerdict(reviewing('rsj'), rsjForm, verdict))).toMatchObject({
      detail: { reason: 'submission.own_cells' },
    })
    // Nor does who sent it, or wrote the explanation.
    expect(await refusal(giveVerdict(reviewing('rsj2'), rsjForm, verdict))).toMatchObject({ code: 'forbidden' })
    expect(await giveVerdict(city.as('reviewer'), rsjForm, verdict)).toMatchObject({ verdict: 'accepted' })
  })

  /** The first round with one figure of rsj's, returned; rsj2 then writes one cell anew and sends it. */
  async function secondRound(ownCell: string, mended: string): Promise<number> {
    const cells = fullRsj()
    const isOwn = (one: (typeof cells)[number]) => `${one.item}:${one.unit}` === ownCell
    await save(
      reviewing('rsj'),
      cells.filter((one) => isOwn(one) && (one.breakdown ?? '') === ''),
    )
    const drafted = await save(
      city.as('rsj2'),
      cells.filter((one) => !isOwn(one) || (one.breakdown ?? '') !== ''),
    )
    const version = await submit('rsj2', drafted)
    city.clock.now = '2026-10-06T02:00:00.000Z'
    const [item = '', unit = ''] = mended.split(':')
    const mark = { item, unit, reasonCode: 'wrong_number' as const, reason: '与台账不符' }
    await returnForm(city.as('reviewer'), rsjForm, { version, marks: [mark] })
    city.clock.now = '2026-10-06T03:00:00.000Z'
    return submit('rsj2', await save(city.as('rsj2'), [entry(mended, '25', 1)]))
  }

  it('does not accept a later round either while the value stands', async () => {
    const version = await secondRound('P_TRAIN_SR:AP', 'P_TRAIN_SR:BS')
    expect(await refusal(acceptForm(reviewing('rsj'), rsjForm, { version }))).toMatchObject({
      detail: { reason: 'submission.own_cells' },
    })
  })

  it('may accept a later round in which another has written that value anew', async () => {
    const version = await secondRound('P_TRAIN_SR:AP', 'P_TRAIN_SR:AP')
    expect((await acceptForm(reviewing('rsj'), rsjForm, { version })).submission.state).toBe('accepted')
  })
})

it('who wrote an explanation does not accept the form with it', async () => {
  await save(
    city.as('rsj2'),
    fullRsj().filter((one) => one.unit === 'AP'),
  )
  const items = ['BS', 'CX'].map((unit) => ({
    rule: 'MISSING',
    item: 'P_TRAIN',
    unit,
    text: '系统升级，本季未能报送',
    version: 0,
  }))
  const explained = await saveExplanations(reviewing('rsj'), rsjForm, { items })
  const version = await submit('rsj2', explained.submission.version)
  expect(await refusal(acceptForm(reviewing('rsj'), rsjForm, { version }))).toMatchObject({
    message: '《RSJ-SKILLS 报表》中有您本人写的说明，须由另一人审核。请联系另一位审核人。',
    detail: { reason: 'submission.own_explanations' },
  })
})

it('the replies offer neither 通过 nor 审核 to who wrote a cell of the round, and say why', async () => {
  await save(reviewing('rsj'), fullRsj().slice(0, 1))
  await submit('rsj2', await save(city.as('rsj2'), fullRsj().slice(1)))
  const offered = async (ctx: Context) => {
    const { submission } = (await readReviewForm(ctx, rsjForm)).form
    const [queued] = (await listQueue(ctx, {})).items
    return { form: submission.allowedActions, queue: queued?.allowedActions, why: submission.decideRefusal }
  }
  expect(await offered(city.as('reviewer'))).toEqual({
    form: ['accept', 'return'],
    queue: ['accept', 'return'],
    why: null,
  })
  const own = await offered(reviewing('rsj'))
  expect(own.form).not.toContain('accept')
  expect(own.queue).not.toContain('accept')
  expect(own.why).toBe('《RSJ-SKILLS 报表》的“P_TRAIN（安平区）”一格由您本人填写，须由另一人审核。请联系另一位审核人。')
})

describe('the check of the lead department and the acceptance of the office', () => {
  /** The unit's form, sent; its version. */
  async function sent(): Promise<number> {
    const cells = [entry('E_OPEN:AP', '12'), entry('E_UNION:AP', '30')]
    const { submission } = await saveCells(city.as('ap'), apForm, { source: 'grid', cells })
    return (await submitForm(city.as('ap'), apForm, submission)).submission.version
  }

  it('are two persons’, who see it in what they are offered', async () => {
    const both = reviewing('zgh')
    const checked = await checkForm(both, apForm, { version: await sent() })
    const { version, allowedActions, decideRefusal } = checked.submission
    const message = '《U-ZGH 报表》的部门审核由您本人完成，须由另一人审核。请联系另一位审核人。'
    expect({ decideRefusal, offers: allowedActions.includes('accept') }).toEqual({
      decideRefusal: message,
      offers: false,
    })
    expect(await refusal(acceptForm(both, apForm, { version }))).toMatchObject({
      code: 'forbidden',
      message,
      detail: { reason: 'submission.own_check' },
    })
    expect((await acceptForm(city.as('reviewer'), apForm, { version })).submission.state).toBe('accepted')
  })

  it('the check is offered neither in the list of work nor with the form to who filled it', async () => {
    const filler = also('zgh', { role: 'filler', unit: 'AP' })
    await saveCells(filler, apForm, { source: 'grid', cells: [entry('E_OPEN:AP', '12')] })
    const { submission } = await saveCells(city.as('ap'), apForm, {
      source: 'grid',
      cells: [entry('E_UNION:AP', '30')],
    })
    await submitForm(city.as('ap'), apForm, submission)
    const lead = (await listWork(city.as('zgh'), {})).toCheck.find((one) => one.form === apForm.form)
    expect(lead?.allowedActions).toEqual(['return'])
    const { submission: seen } = (await readReviewForm(filler, apForm)).form
    expect([seen.allowedActions.includes('check'), seen.decideRefusal]).toEqual([
      false,
      '《U-ZGH 报表》的“E_OPEN（安平区）”一格由您本人填写，须由另一人审核。请联系另一位审核人。',
    ])
  })
})
