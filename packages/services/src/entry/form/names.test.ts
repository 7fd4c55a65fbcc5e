import { afterEach, beforeEach, expect, it } from 'vitest'
import { updateUser } from '../../admin/users.ts'
import { acceptForm } from '../../review/accept-form.ts'
import { listQueue } from '../../review/queue.ts'
import { readMatrix } from '../../review/matrix.ts'
import { readCellHistory } from '../cells/cell-history.ts'
import { saveCells } from '../cells/save-cells.ts'
import { fullRsj, openCity, rsjForm } from '../entry.fixture.ts'
import type { City } from '../entry.fixture.ts'
import { readReceipt } from '../move/receipt.ts'
import { submitForm } from '../move/submit-form.ts'
import { readSheet } from '../sheet.ts'
import { readForm } from './read-form.ts'

let city: City
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

it('receipt, printed sheet, history and events of a form keep the names of those who acted', async () => {
  const { version } = (await saveCells(city.as('rsj'), rsjForm, { source: 'grid', cells: fullRsj() })).submission
  const sent = await submitForm(city.as('rsj'), rsjForm, { version })
  const seen = async () => {
    const reviewer = city.as('reviewer')
    const place = { item: 'P_TRAIN', unit: 'AP', breakdown: '' }
    return {
      receipt: await readReceipt(reviewer, rsjForm),
      sheet: await readSheet(reviewer, rsjForm),
      history: await readCellHistory(reviewer, rsjForm, place),
      form: { ...(await readForm(reviewer, rsjForm)), serverTime: null },
      matrix: await readMatrix(reviewer, {}),
      queue: await listQueue(reviewer, { state: 'accepted' }),
    }
  }
  await acceptForm(city.as('reviewer'), rsjForm, { version: sent.submission.version })
  const before = await seen()
  expect(before.receipt.submittedBy).toBe('rsj同志')
  const at = new Date('2026-10-06T00:00:00.000Z')
  for (const login of ['rsj', 'reviewer'] as const) {
    await updateUser({ ...city.as('admin'), now: () => at }, city.as(login).actor.userId, 1, { name: '换了名字' })
  }
  expect(await seen()).toEqual(before)
})
