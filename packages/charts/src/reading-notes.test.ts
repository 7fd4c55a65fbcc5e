import { bracketWords } from '@cg/domain/claim/words'
import { must } from '@cg/domain/must'
import { expect, test } from 'vitest'
import { tableNote } from './reading-notes.ts'
import { gallery } from './testing/gallery.ts'

test('under a table nothing is said of an axis or a bracket that only the drawing has', () => {
  const { body, lines } = must(gallery().find(({ kind }) => kind === 'district-ranking'))
  if (body.form !== 'bars') throw new Error('no bars')
  const drawn = {
    body: {
      ...body,
      brackets: [{ first: 0, last: 1 }],
      scale: { ...body.scale, from: 90, ticks: [{ value: 90, text: '90' }] },
    },
    lines: { ...lines, note: `注：安平县未报；数值轴自90起；${bracketWords}` },
  }
  expect(tableNote(drawn)).toBe('注：安平县未报')
  expect(tableNote({ ...drawn, lines: { ...lines, note: '注：数值轴自90起' } })).toBeNull()
  expect(tableNote({ ...drawn, lines: { ...lines, note: null } })).toBeNull()
})
