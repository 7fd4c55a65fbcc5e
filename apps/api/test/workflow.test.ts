import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  act,
  apForm,
  expectStatus,
  fileQuarter,
  formPath,
  openTestCity,
  publishQuarter,
  publishSeen,
  refusalFault,
  reviewPath,
  rsjForm,
  save,
  skills,
  tjjForm,
  typed,
  union,
  versionOf,
} from './city.ts'
import type { Answer, City, Login } from './city.ts'

let city: City

beforeEach(async () => {
  city = await openTestCity()
})
afterEach(() => city.close())

const trained = { AP: 80, BS: 70, CX: 60 }
const total = { AP: 100, BS: 100, CX: 100 }
const mark = (item: string, unit: string) => ({ item, unit, reasonCode: 'wrong_number', reason: '与台账不符' })

/** The refusal, after a check that it is one in Chinese and that nothing was written. */
async function refused(status: number, ask: () => Promise<Answer>): Promise<Answer> {
  const before = city.trace()
  const answer = expectStatus(await ask(), status)
  expect(refusalFault(answer)).toBe(null)
  expect(city.trace()).toEqual(before)
  return answer
}

async function send(login: Login = 'rsj'): Promise<void> {
  expectStatus(await save(city, login, rsjForm, skills(trained)), 200)
  expectStatus(await act(city, login, rsjForm, 'submit'), 200)
}

function stored(place: string): unknown {
  const [item, unit, ...breakdown] = place.split(':')
  return city.raw
    .prepare('SELECT value, version FROM cell WHERE item_code = ? AND unit_code = ? AND breakdown = ?')
    .get(item, unit, breakdown.join(':'))
}

describe('versions', () => {
  it('a write that names no version is 428, one that names rubbish 400', async () => {
    await send()
    for (const [login, path] of [
      ['rsj', `${formPath(rsjForm)}/withdraw`],
      ['reviewer', `${reviewPath(rsjForm)}/begin`],
    ] as const) {
      await refused(428, () => city.ask(login, `POST ${path}`))
      for (const version of ['abc', '-1', '1.5', '""', '*', '1e9', '99999999999'])
        await refused(400, () => city.ask(login, `POST ${path}`, { version }))
    }
    for (const [action, body] of [
      ['accept', {}],
      ['return', { marks: [mark('P_TRAIN', 'AP')] }],
    ] as const)
      await refused(428, () => city.ask('reviewer', `POST ${reviewPath(rsjForm)}/${action}`, { body }))
    const cell = { item: 'P_TRAIN', unit: 'AP', text: '5' }
    await refused(428, () =>
      city.ask('rsj', `PUT ${formPath(rsjForm)}/cells`, { body: { source: 'grid', cells: [cell] } }),
    )
  })

  it('a stale cell is 412 with both values and the other person’s name', async () => {
    expectStatus(await save(city, 'rsj', rsjForm, [typed('P_TRAIN:AP', '1.2万')]), 200)
    const stale = await refused(412, () => save(city, 'rsj2', rsjForm, [typed('P_TRAIN:AP', '900')]))
    expect(stale.body).toMatchObject({
      code: 'stale',
      reason: 'cell.stale',
      current: { current: { value: 12_000, version: 1, updatedBy: '用户rsj' }, mine: { value: 900 } },
      cells: [{ item: 'P_TRAIN', unit: 'AP' }],
    })
    for (const part of ['用户rsj', '12,000', '900']) expect(stale.body.detail).toContain(part)
  })

  it('a stale form is 412 and says what it is now', async () => {
    await send()
    const stale = await refused(412, () =>
      city.ask('reviewer', `POST ${reviewPath(rsjForm)}/accept`, { version: 1, body: {} }),
    )
    expect(stale.body.current).toMatchObject({ version: 2, state: 'submitted', yours: 1 })
  })
})

describe('two people on one form', () => {
  it('save different cells at once and neither is lost', async () => {
    const rounds = units3.map((unit) =>
      Promise.all([
        save(city, 'rsj', rsjForm, [typed(`P_TRAIN:${unit}`, '100')]),
        save(city, 'rsj2', rsjForm, [typed(`P_TRAIN_UNQ:${unit}`, '80')]),
      ]),
    )
    for (const answer of (await Promise.all(rounds)).flat()) expectStatus(answer, 200)
    for (const unit of units3) {
      expect(stored(`P_TRAIN:${unit}`)).toEqual({ value: 100, version: 1 })
      expect(stored(`P_TRAIN_UNQ:${unit}`)).toEqual({ value: 80, version: 1 })
    }
  })

  it('save one cell at once: each round has one winner, and the loser is told', async () => {
    for (let round = 0; round < 12; round++) {
      const answers = await Promise.all(
        (['rsj', 'rsj2', 'both'] as const).map((login, at) =>
          save(city, login, rsjForm, [typed('P_TRAIN:AP', String(1000 + round * 10 + at), round)]),
        ),
      )
      const count = (status: number) => answers.filter((one) => one.status === status).length
      expect([count(200), count(412)]).toEqual([1, 2])
      expect(stored('P_TRAIN:AP')).toMatchObject({ version: round + 1 })
    }
    const revisions = city.raw.prepare('SELECT count(*) FROM cell_revision').pluck().get()
    expect(revisions).toBe(12)
  })

  it('a pasted block keeps the colleague’s cell and saves the rest', async () => {
    expectStatus(await save(city, 'rsj', rsjForm, [typed('P_TRAIN:AP', '100')]), 200)
    const pasted = await city.ask('rsj2', `PUT ${formPath(rsjForm)}/cells`, {
      body: {
        source: 'paste',
        cells: [typed('P_TRAIN:AP', '7'), typed('P_TRAIN:BS', '8'), typed('P_TRAIN:CX', '约9')],
      },
    })
    expect(expectStatus(pasted, 200).body.outcomes.map((one: { outcome: string }) => one.outcome)).toEqual([
      'stale',
      'saved',
      'refused',
    ])
    expect(pasted.body.outcomes[0]).toMatchObject({ current: { value: 100, updatedBy: '用户rsj' }, mine: { value: 7 } })
    expect(stored('P_TRAIN:AP')).toEqual({ value: 100, version: 1 })
    expect(stored('P_TRAIN:CX')).toBe(undefined)
  })

  it('the same submission twice is one submission', async () => {
    expectStatus(await save(city, 'rsj', rsjForm, skills(trained)), 200)
    const submit = (key: string, version = 1) =>
      city.ask('rsj', `POST ${formPath(rsjForm)}/submit`, { version, headers: { 'idempotency-key': key } })
    const [first, again] = [await submit('key-00001'), await submit('key-00001')]
    expect(expectStatus(again, 200).body).toEqual(expectStatus(first, 200).body)
    await refused(422, () => submit('key-00001', 2))
    const [a, b] = await Promise.all([submit('key-00002', 2), submit('key-00003', 2)])
    expect([a.status, b.status]).toEqual([409, 409])
    const events = city.raw.prepare("SELECT count(*) FROM submission_event WHERE action = 'submit'").pluck().get()
    expect(events).toBe(1)
  })
})

const units3 = ['AP', 'BS', 'CX'] as const

describe('a returned form', () => {
  it('reopens only its marked cells, by grid, paste and file alike', async () => {
    await send()
    expectStatus(await act(city, 'reviewer', rsjForm, 'return', { body: { marks: [mark('P_TRAIN_UNQ', 'BS')] } }), 200)
    const form = expectStatus(await city.ask('rsj', `GET ${formPath(rsjForm)}`), 200).body
    const open = form.cells.isOpen.flatMap((isOpen: boolean, at: number) =>
      isOpen
        ? [`${form.rows[Math.floor(at / form.units.length)].item}:${form.units[at % form.units.length].code}`]
        : [],
    )
    expect(open).toEqual(['P_TRAIN_UNQ:BS'])
    const before = stored('P_TRAIN_UNQ:AP')
    const others = [
      typed('P_TRAIN_UNQ:AP', '1', 1),
      typed('P_TRAIN:BS', '1', 1),
      typed('P_TRAIN:BS:size:above', '1', 1),
    ]
    for (const source of ['grid', 'paste']) {
      const answer = await city.ask('rsj', `PUT ${formPath(rsjForm)}/cells`, { body: { source, cells: others } })
      const outcomes = expectStatus(answer, 200).body.outcomes.map((one: { outcome: string }) => one.outcome)
      expect(outcomes).toEqual(['refused', 'refused', 'refused'])
    }
    const file = { fileHash: 'a'.repeat(64), cells: others }
    const applied = expectStatus(await city.ask('rsj', `POST ${formPath(rsjForm)}/apply`, { body: file }), 200)
    expect(new Set(applied.body.outcomes.map((one: { outcome: string }) => one.outcome))).toEqual(new Set(['refused']))
    expect(stored('P_TRAIN_UNQ:AP')).toEqual(before)
    expectStatus(await save(city, 'rsj', rsjForm, [typed('P_TRAIN_UNQ:BS', '71', 1)]), 200)
    expectStatus(await act(city, 'rsj', rsjForm, 'submit'), 200)
    expect(expectStatus(await city.ask('rsj', `GET ${formPath(rsjForm)}`), 200).body.submission.round).toBe(2)
  })

  it('is not returned without a marked cell, for a cell of another form, or twice for one cell', async () => {
    await send()
    const back = (...marks: object[]) => act(city, 'reviewer', rsjForm, 'return', { body: { marks } })
    await refused(409, () => back())
    await refused(400, () => back(mark('W_TOTAL', 'AP')))
    await refused(400, () => back(mark('P_TRAIN', 'AP'), mark('P_TRAIN', 'AP')))
    await refused(400, () => back({ ...mark('P_TRAIN', 'AP'), reason: '   ' }))
  })
})

describe('accepting', () => {
  it('is of exactly the version that was read', async () => {
    await send()
    const read = expectStatus(await city.ask('reviewer', `GET ${reviewPath(rsjForm)}`), 200)
    const { version } = read.body.form.submission
    expectStatus(await act(city, 'rsj', rsjForm, 'withdraw'), 200)
    expectStatus(await save(city, 'rsj', rsjForm, [typed('P_TRAIN_UNQ:AP', '99', 1)]), 200)
    expectStatus(await act(city, 'rsj', rsjForm, 'submit'), 200)
    await refused(412, () => city.ask('reviewer', `POST ${reviewPath(rsjForm)}/accept`, { version, body: {} }))
    const accepted = expectStatus(await act(city, 'reviewer', rsjForm, 'accept'), 200)
    expect(accepted.body.submission).toMatchObject({ state: 'accepted', acceptedBy: '用户reviewer' })
    const line = city.raw
      .prepare("SELECT detail FROM audit_event WHERE action = 'submission.accept'")
      .pluck()
      .get() as string
    expect(JSON.parse(line).contentHash).toBe(accepted.body.submission.contentHash)
  })

  it('of one’s own submission is refused, whatever else one is', async () => {
    await send('both')
    const own = await refused(403, () => act(city, 'both', rsjForm, 'accept'))
    expect(own.body.reason).toBe('submission.self_approval')
    expectStatus(await act(city, 'reviewer', rsjForm, 'accept'), 200)
  })

  it('of explanations that were rejected is refused', async () => {
    expectStatus(await save(city, 'rsj', rsjForm, skills({ AP: 80, BS: 70 })), 200)
    const form = expectStatus(await city.ask('rsj', `GET ${formPath(rsjForm)}`), 200).body
    const open = form.findings.filter((one: { class: string }) => one.class === 'explain')
    expect(open.length).toBeGreaterThan(0)
    const unexplained = await refused(409, () => act(city, 'rsj', rsjForm, 'submit'))
    expect(unexplained.body).toMatchObject({ reason: 'submission.unexplained', cells: [{ unit: 'CX' }] })
    const places = open.map(({ rule, item, unit, breakdown }: Record<string, string>) => ({
      rule,
      item,
      unit,
      breakdown,
    }))
    const items = places.map((place: object) => ({ ...place, text: '该县数据尚在核实', version: 0 }))
    expectStatus(await city.ask('rsj', `PUT ${formPath(rsjForm)}/explanations`, { body: { items } }), 200)
    expectStatus(await act(city, 'rsj', rsjForm, 'submit'), 200)
    const verdict = { ...places[0], verdict: 'rejected', version: 1 }
    expectStatus(await city.ask('reviewer', `POST ${reviewPath(rsjForm)}/verdict`, { body: verdict }), 200)
    await refused(409, () => act(city, 'reviewer', rsjForm, 'accept'))
  })
})

describe('publishing', () => {
  it('takes two people, the version that was seen, and unchanged figures', async () => {
    await fileQuarter(city, { trained, total })
    const prepare = (login: Login) => city.ask(login, 'POST /api/v1/periods/2026Q3/preview', { body: {} })
    const made = expectStatus(await prepare('publisher'), 200).body
    const publish = (login: Login, version: number) => publishSeen(city, login, made.id, version)
    const body = { closing: '' }
    await refused(428, () => city.ask('publisher2', `POST /api/v1/previews/${made.id}/publish`, { body }))
    const alone = await refused(409, () => publish('publisher', made.version))
    expect(alone.body.reason).toBe('release.same_person')
    expectStatus(await prepare('publisher'), 200)
    await refused(412, () => publish('publisher2', made.version))
    expectStatus(await act(city, 'reviewer', rsjForm, 'return', { body: { marks: [mark('P_TRAIN_UNQ', 'AP')] } }), 200)
    expectStatus(await save(city, 'rsj', rsjForm, [typed('P_TRAIN_UNQ:AP', '81', 1)]), 200)
    expectStatus(await act(city, 'rsj', rsjForm, 'submit'), 200)
    expectStatus(await act(city, 'reviewer', rsjForm, 'accept'), 200)
    const changed = await refused(412, () => publish('publisher2', made.version + 1))
    expect(changed.body.reason).toBe('release.input_changed')
    expectStatus(await prepare('publisher'), 200)
    const both = await Promise.all([publish('publisher2', made.version + 2), publish('publisher2', made.version + 2)])
    expect(both.map((one) => one.status)).toContain(200)
    for (const { status } of both) expect([200, 404]).toContain(status)
    expect(city.raw.prepare("SELECT count(*) FROM release WHERE state = 'published'").pluck().get()).toBe(1)
  })

  it('shuts no form that the publisher was not shown', async () => {
    await fileQuarter(city, { trained, total })
    await save(city, 'ap', apForm, union('AP'))
    expectStatus(await act(city, 'ap', apForm, 'submit'), 200)
    expectStatus(await act(city, 'ap', apForm, 'withdraw'), 200)
    const { id, version } = expectStatus(
      await city.ask('publisher', 'POST /api/v1/periods/2026Q3/preview', { body: {} }),
      200,
    ).body
    const precheck = async () => expectStatus(await city.ask('publisher2', `GET /api/v1/previews/${id}`), 200).body
    const publish = (closing: string) =>
      city.ask('publisher2', `POST /api/v1/previews/${id}/publish`, { version, body: { closing } })
    const stateOfAp = async () =>
      (await precheck()).closing.forms.find((one: { reporter: string }) => one.reporter === 'AP').state
    const unseen = await refused(412, () => publish(''))
    expect([unseen.body.reason, unseen.body.detail]).toEqual([
      'release.closing_changed',
      expect.stringMatching(/现在发布将关闭 \d+ 张未通过审核的报表：.*未开始 \d+ 张.*请在发布页看过名单/),
    ])
    const before = (await precheck()).closing
    expect(await stateOfAp()).toBe('withdrawn')
    // A keystroke in a draft is no other promise.
    expectStatus(await save(city, 'ap', apForm, [typed('E_OPEN:AP', '13', 1)]), 200)
    expect([await stateOfAp(), (await precheck()).closing.digest]).toEqual(['draft', before.digest])
    expectStatus(await act(city, 'ap', apForm, 'submit'), 200)
    const arrived = await refused(412, () => publish(before.digest))
    expect(arrived.body.detail).toMatch(/又有报表报送、退回或延期.*已报送未审 1 张/)
    expect(await stateOfAp()).toBe('submitted')
    expectStatus(await publishSeen(city, 'publisher2', id, version), 200)
  })

  it('freezes the quarter: nothing of it is entered, returned or extended any more', async () => {
    await fileQuarter(city, { trained, total })
    await publishQuarter(city)
    const frozen = await refused(409, () => save(city, 'rsj', rsjForm, [typed('P_TRAIN_UNQ:AP', '99', 1)]))
    expect(frozen.body.detail).toContain('冻结')
    await refused(409, () => save(city, 'ap', apForm, [typed('E_OPEN:AP', '1')]))
    await refused(409, () => act(city, 'rsj', rsjForm, 'submit'))
    await refused(409, () => act(city, 'rsj', rsjForm, 'withdraw'))
    await refused(409, () => act(city, 'reviewer', rsjForm, 'return', { body: { marks: [mark('P_TRAIN', 'AP')] } }))
    await refused(409, () => act(city, 'reviewer', rsjForm, 'accept'))
    const body = { dueAt: '2026-10-30T10:00:00Z', reason: '系统故障' }
    await refused(409, () => city.ask('reviewer', `PUT ${reviewPath(apForm)}/extension`, { body }))
  })

  it('is not undone by the calendar: an admin cannot open a published quarter again', async () => {
    await fileQuarter(city, { trained, total })
    await publishQuarter(city)
    const dates = {
      opensAt: '2026-10-01T00:00:00Z',
      dueAt: '2026-11-15T10:00:00Z',
      closesAt: '2026-11-20T10:00:00Z',
    }
    for (const state of ['open', 'planned'] as const) {
      const body = { ...dates, state }
      const kept = await refused(409, () => city.ask('admin', 'PUT /api/v1/admin/periods/2026Q3', { body }))
      expect(kept.body.reason).toBe('period.published')
    }
  })

  it('leaves a quarter that is not open yet closed', async () => {
    for (const [login, form, cell] of [
      ['rsj', rsjForm, 'P_TRAIN:AP'],
      ['tjj', tjjForm, 'W_TOTAL:AP'],
      ['ap', apForm, 'E_OPEN:AP'],
    ] as const) {
      const early = await refused(409, () => save(city, login, form, [typed(cell, '1')], '2026Q4'))
      expect(early.body.detail).toContain('尚未开始')
    }
  })
})

describe('a published release', () => {
  it('has no door in the API that changes it', async () => {
    await fileQuarter(city, { trained, total })
    const code = await publishQuarter(city)
    for (const method of ['PUT', 'PATCH', 'POST', 'DELETE']) {
      for (const tail of ['', '/overview', '/rankings/JN03', '/matrix']) {
        for (const login of ['admin', 'publisher', 'reviewer'] as const)
          await refused(404, () => city.ask(login, `${method} /api/v1/releases/${code}${tail}`))
      }
    }
    const id = city.raw.prepare('SELECT id FROM release').pluck().get() as number
    await refused(404, () => city.ask('publisher', `DELETE /api/v1/previews/${id}`))
    const before = city.trace()
    const send = (login: Login, version: number) =>
      city.ask(login, `POST /api/v1/previews/${id}/publish`, { version, body: { closing: '' } })
    const again = await send('publisher2', 1)
    expect(expectStatus(again, 200).body.head.code).toBe(code)
    expect(city.trace()).toEqual(before)
    await refused(404, () => send('publisher', 1))
    await refused(404, () => send('publisher2', 2))
    await refused(404, () =>
      city.ask('publisher2', `GET /api/v1/releases/${encodeURIComponent('试看-2026Q3-01')}/overview`),
    )
  })

  it('and all history withstand a raw connection: update, delete, insert, replace and move', async () => {
    await fileQuarter(city, { trained, total })
    const code = await publishQuarter(city)
    city.raw.exec(
      `INSERT INTO release (id, period, state, prepared_by, prepared_at) VALUES (900, '2026Q2', 'preview', 1, 'x')`,
    )
    city.raw
      .prepare(`INSERT INTO release_answer (release_id, name, hash, body) VALUES (900, 'overview2', 'h', ?)`)
      .run(Buffer.alloc(1))
    city.raw.exec(
      `INSERT INTO release_cell VALUES (900, 'X', 'AP', '', 'reported', 1, 1);
       INSERT INTO release_score VALUES (900, 'XX', 1, 1, 0, 1, NULL, '{}');
       INSERT INTO release_base VALUES (900, '2020Q1', 900);
       INSERT INTO release_result (release_id, indicator_code, unit_code, state) VALUES (900, 'X', 'AP', 'reported')`,
    )
    const tables = {
      release: 'state = state',
      release_answer: 'body = body',
      cell_revision: 'new_value = 1',
      submission_event: 'note = note',
      audit_event: 'detail = detail',
    }
    const faults: string[] = []
    const attempt = (sql: string) => {
      // Words of SQLite alone.
      if (city.raw.file === null && sql.includes('OR REPLACE')) return
      try {
        const { changes } = city.raw.prepare(sql).run()
        if (changes > 0) faults.push(sql)
      } catch (error) {
        if (!/immutable|append-only|never/.test(String(error))) faults.push(`${sql}: ${String(error)}`)
      }
    }
    const before = digestOf(code)
    const published = `(SELECT id FROM release WHERE code = '${code}')`
    for (const foreignKeys of ['ON', 'OFF']) {
      city.raw.file?.pragma(`foreign_keys = ${foreignKeys}`)
      for (const [table, set] of Object.entries(tables)) {
        const isPart = table.startsWith('release_')
        const where = isPart ? `release_id = ${published}` : table === 'release' ? `code = '${code}'` : '1 = 1'
        expect(city.raw.prepare(`SELECT count(*) FROM ${table} WHERE ${where}`).pluck().get()).toBeGreaterThan(0)
        attempt(`UPDATE ${table} SET ${set} WHERE ${where}`)
        attempt(`UPDATE OR REPLACE ${table} SET ${set} WHERE ${where}`)
        attempt(`DELETE FROM ${table} WHERE ${where}`)
        attempt(`INSERT OR REPLACE INTO ${table} SELECT * FROM ${table} WHERE ${where}`)
        if (isPart) attempt(`UPDATE ${table} SET release_id = ${published} WHERE release_id = 900`)
      }
      // Of a release from before its figures lay in columns they hold the figures; nothing is put there any more.
      attempt(`INSERT INTO release_cell VALUES (${published}, 'X', 'AP', '', 'reported', 1, 1)`)
      attempt(`INSERT INTO release_score VALUES (${published}, 'XX', 1, 1, 0, 1, NULL, '{}')`)
      attempt(
        `INSERT INTO release_result (release_id, indicator_code, unit_code, state) VALUES (${published}, 'X', 'AP', 'reported')`,
      )
      for (const table of ['release_cell', 'release_result', 'release_score'])
        attempt(`UPDATE ${table} SET release_id = ${published} WHERE release_id = 900`)
      attempt(`UPDATE release_base SET release_id = ${published} WHERE release_id = 900`)
      attempt(`INSERT INTO release_base VALUES (${published}, '2020Q1', 900)`)
      attempt(`UPDATE OR REPLACE release SET id = ${published} WHERE id = 900`)
      attempt(`UPDATE OR REPLACE release SET code = '${code}' WHERE id = 900`)
      attempt('DELETE FROM cell')
      attempt('INSERT OR REPLACE INTO cell SELECT * FROM cell')
    }
    expect(faults).toEqual([])
    expect(digestOf(code)).toEqual(before)
    const sound = expectStatus(await city.ask('auditor', `GET /api/v1/releases/${code}/verification`), 200)
    expect(sound.body.isSound).toBe(true)
    // What this test itself has put there is all that is found.
    const { body } = expectStatus(await city.ask('auditor', 'GET /api/v1/audit/verification'), 200)
    expect(body.brokenAt).toBeNull()
    expect(body.findings).toEqual(['发布（第900号）不是程序写入的，在程序之外被添加。'])
  })

  it('that was tampered with past the triggers is named, not served', async () => {
    await fileQuarter(city, { trained, total })
    const code = await publishQuarter(city)
    city.raw.breakRules()
    const { body: bytes } = city.raw.prepare("SELECT body FROM release_answer WHERE name = 'ranking/JN03'").get() as {
      body: Uint8Array
    }
    const forged = Buffer.from(bytes).toString('utf8').replaceAll('"value":[80', '"value":[99')
    city.raw.prepare("UPDATE release_answer SET body = ? WHERE name = 'ranking/JN03'").run(Buffer.from(forged))
    city.raw.exec(`UPDATE audit_event SET detail = '{}' WHERE id = 3`)
    const served = await city.ask('leader', `GET /api/v1/releases/${code}/rankings/JN03`)
    expect(served.status).toBe(500)
    expect(served.text).not.toContain('99')
    const found = expectStatus(await city.ask('auditor', `GET /api/v1/releases/${code}/verification`), 200)
    expect(found.body.isSound).toBe(false)
    const chain = expectStatus(await city.ask('auditor', 'GET /api/v1/audit/verification'), 200)
    expect(chain.body).toMatchObject({ isIntact: false, brokenAt: 3 })
  })
})

/** Every byte of a release, as the database holds it. */
function digestOf(code: string): unknown[] {
  const parts = ['release_answer', 'release_cell', 'release_result', 'release_score', 'release_base']
  const of = `(SELECT id FROM release WHERE code = '${code}')`
  return [
    city.raw.prepare(`SELECT * FROM release WHERE code = ?`).all(code),
    ...parts.map((table) => city.raw.prepare(`SELECT * FROM ${table} WHERE release_id = ${of}`).all()),
  ]
}

it('every change of a figure has one revision and one line of the audit trail', async () => {
  await send()
  expectStatus(await act(city, 'reviewer', rsjForm, 'return', { body: { marks: [mark('P_TRAIN_UNQ', 'AP')] } }), 200)
  expectStatus(await save(city, 'rsj', rsjForm, [typed('P_TRAIN_UNQ:AP', '81', 1)]), 200)
  const cells = city.raw.prepare('SELECT id, value, version FROM cell').all() as Record<string, number>[]
  for (const { id, value, version } of cells) {
    const revisions = city.raw
      .prepare('SELECT version, new_value FROM cell_revision WHERE cell_id = ? ORDER BY version')
      .all(id) as Record<string, number>[]
    expect(revisions.map((one) => one['version'])).toEqual(Array.from({ length: version ?? 0 }, (_, at) => at + 1))
    expect(revisions.at(-1)?.['new_value']).toBe(value)
  }
  const lines = city.raw.prepare("SELECT detail FROM audit_event WHERE action = 'cells.save'").pluck().all() as string[]
  const told = lines.map((line) => (JSON.parse(line) as { cells: number | unknown[] }).cells)
  const revisions = city.raw.prepare('SELECT count(*) FROM cell_revision').pluck().get()
  expect(revisions).toBe(16)
  // Of a block the line tells how many; a few cells it names.
  expect(told).toEqual([15, [['P_TRAIN_UNQ', 'AP', '', 2]]])
  expect(versionOf(city, rsjForm)).toBe(4)
})
