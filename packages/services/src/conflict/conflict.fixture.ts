import { submission } from '@cg/db/schema'
import { entry, rsjForm } from '../entry/entry.fixture.ts'
import type { City } from '../entry/entry.fixture.ts'
import { saveCells } from '../entry/cells/save-cells.ts'

const tjjForm = { period: '2026Q3', form: 'TJJ-BASE', reporter: 'TJJ' }

/** 安平区 has 80 people trained of 50 there are: the first by one department, the second by another. Both are sent. */
export async function conflictOf(city: City): Promise<void> {
  await saveCells(city.as('tjj'), tjjForm, { source: 'grid', cells: [entry('W_TOTAL:AP', '50')] })
  await saveCells(city.as('rsj'), rsjForm, { source: 'grid', cells: [entry('P_TRAIN_UNQ:AP', '80')] })
  await city.store.write({ unaudited: 'fixture' }, async (tx) => {
    await tx.update(submission).set({ state: 'submitted' })
  })
}
