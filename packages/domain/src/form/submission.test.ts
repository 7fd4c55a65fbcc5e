import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SubmissionContext, SubmissionState } from './submission.ts'
import { allowedActions, formatSubmissionState, submissionActions, submissionStates, transition } from './submission.ts'
import type { SubmissionCalendar } from './calendar.ts'
import { noSignOff, signOffAfter, signOffSteps } from './sign-off.ts'
import type { SignOff } from './sign-off.ts'
import { effectiveDeadline, isCellOpen, isOpen, isOverdue, isPastDeadline, overdueDays } from './calendar.ts'

const nobody = { filler: false, unitChecker: false, unitHead: false, checker: false, reviewer: false, publisher: false }
const calm = {
  signOff: noSignOff,
  ownForm: true,
  checkNeeded: false,
  deadlinePassed: false,
  reviewBegun: false,
  leftOut: false,
}
const filler: SubmissionContext = { ...calm, roles: { ...nobody, filler: true } }
const reviewer: SubmissionContext = { ...calm, ownForm: false, roles: { ...nobody, reviewer: true } }
const checker: SubmissionContext = { ...calm, ownForm: false, checkNeeded: true, roles: { ...nobody, checker: true } }
const publisher: SubmissionContext = { ...calm, ownForm: false, roles: { ...nobody, publisher: true } }

describe('the way of a form', () => {
  test.each([
    ['not_started', 'save', filler, 'draft'],
    ['draft', 'save', filler, 'draft'],
    ['draft', 'submit', filler, 'submitted'],
    ['submitted', 'withdraw', filler, 'withdrawn'],
    ['withdrawn', 'save', filler, 'draft'],
    ['withdrawn', 'submit', filler, 'submitted'],
    ['submitted', 'check', checker, 'checked'],
    ['submitted', 'return', checker, 'returned'],
    ['checked', 'accept', { ...reviewer, checkNeeded: true }, 'accepted'],
    ['checked', 'return', { ...reviewer, checkNeeded: true }, 'returned'],
    ['submitted', 'accept', reviewer, 'accepted'],
    ['submitted', 'return', reviewer, 'returned'],
    ['returned', 'save', filler, 'returned'],
    ['returned', 'submit', filler, 'submitted'],
    ['accepted', 'reopen', reviewer, 'returned'],
    ['accepted', 'lock', publisher, 'locked'],
    ['draft', 'extend', reviewer, 'draft'],
    ['not_started', 'admit', { ...reviewer, leftOut: true }, 'not_started'],
    ['draft', 'admit', { ...reviewer, leftOut: true }, 'draft'],
    ['returned', 'admit', { ...reviewer, leftOut: true }, 'returned'],
    ['submitted', 'admit', { ...reviewer, leftOut: true }, 'submitted'],
    ['checked', 'admit', { ...reviewer, leftOut: true, checkNeeded: true }, 'checked'],
  ] as const)('%s, %s', (state, action, context, next) => {
    expect(transition(state, action, context)).toEqual({ ok: true, state: next })
  })

  test.each([
    ['a stranger saves', 'draft', 'save', reviewer, 'not_permitted'],
    ['a filler saves another unit’s form', 'draft', 'save', { ...filler, ownForm: false }, 'not_own_form'],
    ['a form is submitted before anything is entered', 'not_started', 'submit', filler, 'wrong_state'],
    ['a submitted form is saved', 'submitted', 'save', filler, 'wrong_state'],
    ['an accepted form is withdrawn', 'accepted', 'withdraw', filler, 'wrong_state'],
    [
      'a form is withdrawn after review began',
      'submitted',
      'withdraw',
      { ...filler, reviewBegun: true },
      'review_begun',
    ],
    [
      'the office is before the lead department',
      'submitted',
      'accept',
      { ...reviewer, checkNeeded: true },
      'check_first',
    ],
    [
      'the office returns before the lead department',
      'submitted',
      'return',
      { ...reviewer, checkNeeded: true },
      'check_first',
    ],
    ['the lead department returns what it passed', 'checked', 'return', checker, 'wrong_state'],
    [
      'the lead department checks a form without that step',
      'submitted',
      'check',
      { ...checker, checkNeeded: false },
      'not_permitted',
    ],
    ['a filler accepts', 'submitted', 'accept', filler, 'not_permitted'],
    ['the reviewer locks', 'accepted', 'lock', reviewer, 'not_permitted'],
    ['a locked form is reopened', 'locked', 'reopen', reviewer, 'wrong_state'],
    ['a form is filled that the publication left out', 'draft', 'save', { ...filler, leftOut: true }, 'left_out'],
    [
      'a form is accepted that the publication left out',
      'submitted',
      'accept',
      { ...reviewer, leftOut: true },
      'left_out',
    ],
    [
      'a form gets more time that the publication left out',
      'draft',
      'extend',
      { ...reviewer, leftOut: true },
      'left_out',
    ],
    ['a form is admitted that nothing shut', 'draft', 'admit', reviewer, 'wrong_state'],
    ['a filler admits', 'draft', 'admit', { ...filler, leftOut: true }, 'not_permitted'],
    ['saving after the deadline', 'draft', 'save', { ...filler, deadlinePassed: true }, 'deadline_passed'],
    ['withdrawing after the deadline', 'submitted', 'withdraw', { ...filler, deadlinePassed: true }, 'deadline_passed'],
    ['submitting after the deadline', 'draft', 'submit', { ...filler, deadlinePassed: true }, 'deadline_passed'],
    ['submitting with errors', 'draft', 'submit', { ...filler, blockingErrors: 2 }, 'blocking_errors'],
    ['submitting without explanations', 'draft', 'submit', { ...filler, unexplained: 1 }, 'unexplained'],
    ['returning without a marked cell', 'submitted', 'return', { ...reviewer, markedCells: 0 }, 'no_marked_cells'],
  ] as const)('is refused where %s', (_name, state, action, context, code) => {
    const move = transition(state, action, context)
    expect(move).toMatchObject({ ok: false, code })
    expect(move.ok || move.reason).toMatch(/[\u4e00-\u9fff]{4}/)
  })

  test('a returned form can be mended and sent after the deadline', () => {
    expect(transition('returned', 'submit', { ...filler, deadlinePassed: true })).toEqual({
      ok: true,
      state: 'submitted',
    })
  })

  test('what was sent again is, once withdrawn, the returned form: no more opens than was marked', () => {
    expect(transition('submitted', 'withdraw', { ...filler, isSentAgain: true })).toEqual({
      ok: true,
      state: 'returned',
    })
  })

  const flag = fc.boolean()
  const anyContext = fc.record({
    roles: fc.record({ filler: flag, unitChecker: flag, unitHead: flag, checker: flag, reviewer: flag, publisher: flag }),
    signOff: fc.record({
      isNeeded: flag,
      step: fc.constantFrom(null, ...signOffSteps),
      ownStep: fc.constantFrom(null, 'proposed' as const, 'endorsed' as const),
    }),
    ownForm: flag, checkNeeded: flag, deadlinePassed: flag, reviewBegun: flag, leftOut: flag,
  }) // prettier-ignore

  test('what is offered is exactly what succeeds', () => {
    fc.assert(
      fc.property(fc.constantFrom(...submissionStates), anyContext, (state, context) => {
        const works = submissionActions.filter((action) => transition(state, action, context).ok)
        expect(allowedActions(state, context)).toEqual(works)
      }),
    )
  })

  test('nobody gets past the lead department, and nothing leaves locked', () => {
    fc.assert(
      fc.property(anyContext, fc.constantFrom(...submissionActions), (context, action) => {
        expect(transition('locked', action, context).ok).toBe(false)
        expect(transition('submitted', 'accept', { ...context, checkNeeded: true }).ok).toBe(false)
      }),
    )
  })

  test('nothing moves a form that a publication left out but its admission', () => {
    fc.assert(
      fc.property(fc.constantFrom(...submissionStates), anyContext, (state, context) => {
        const offered = allowedActions(state, { ...context, leftOut: true })
        expect(offered.filter((action) => action !== 'admit')).toEqual([])
        expect(allowedActions(state, { ...context, leftOut: false })).not.toContain('admit')
      }),
    )
  })

  test('every state has its word', () => {
    expect(new Set(submissionStates.map(formatSubmissionState)).size).toBe(submissionStates.length)
  })
})

describe('sign-off inside the reporting unit', () => {
  const inside = (step: SignOff['step'], roles: Partial<SubmissionContext['roles']>, more: Partial<SignOff> = {}) => ({
    ...calm,
    roles: { ...nobody, ...roles },
    signOff: { isNeeded: true, step, ownStep: null, ...more },
  })
  const [byFiller, byChecker, byHead] = [{ filler: true }, { unitChecker: true }, { unitHead: true }]

  test('who checks or signs is told that the figures are the filler’s, not that a right lacks', () => {
    for (const roles of [byChecker, byHead])
      expect(transition('draft', 'save', inside('sign', roles))).toMatchObject({
        code: 'not_permitted',
        reason: '数字由本单位填报人填写，您只核对、审签',
      })
    expect(transition('draft', 'save', reviewer)).toMatchObject({ reason: '您没有填报权限，不能保存' })
  })

  test.each([
    ['the filler asks for the check', 'draft', 'propose', inside(null, byFiller), true],
    ['so of a returned and a withdrawn form', 'returned', 'propose', inside(null, byFiller), true],
    ['not of a form that was never begun', 'not_started', 'propose', inside(null, byFiller), false],
    ['not twice', 'draft', 'propose', inside('check', byFiller), false],
    ['the filler does not send it past the others', 'draft', 'submit', inside(null, byFiller), false],
    ['nor while it is checked', 'draft', 'submit', inside('check', { ...byFiller, ...byHead }), false],
    ['nor while the head is to sign', 'draft', 'submit', inside('sign', byFiller), false],
    ['the filler writes nothing while it waits', 'draft', 'save', inside('sign', byFiller), false],
    ['but may take it back', 'draft', 'recall', inside('sign', byFiller), true],
    ['not before it waits', 'draft', 'recall', inside(null, byFiller), false],
    ['nobody else takes it back', 'draft', 'recall', inside('sign', { ...byChecker, ...byHead }), false],
    ['the checker agrees', 'draft', 'endorse', inside('check', byChecker), true],
    ['once', 'draft', 'endorse', inside('sign', byChecker), false],
    ['the head does not check', 'draft', 'endorse', inside('check', byHead), false],
    ['the checker gives it back', 'returned', 'send_back', inside('check', byChecker), true],
    ['not when it lies with the head', 'draft', 'send_back', inside('sign', byChecker), false],
    ['the head gives it back then', 'draft', 'send_back', inside('sign', byHead), true],
    ['but not before', 'draft', 'send_back', inside('check', byHead), false],
    ['the head signs what was checked', 'draft', 'submit', inside('sign', byHead), true],
    ['not what was not', 'draft', 'submit', inside('check', byHead), false],
    ['nor what was never proposed', 'draft', 'submit', inside(null, byHead), false],
    [
      'nobody checks what they proposed',
      'draft',
      'endorse',
      inside('check', byChecker, { ownStep: 'proposed' }),
      false,
    ],
    ['nor signs what they checked', 'draft', 'submit', inside('sign', byHead, { ownStep: 'endorsed' }), false],
    [
      'what waits goes on after it was switched off',
      'draft',
      'submit',
      inside('sign', byHead, { isNeeded: false }),
      true,
    ],
    ['and nothing new goes that way', 'draft', 'propose', inside(null, byFiller, { isNeeded: false }), false],
    [
      'the deadline asks for the signature',
      'draft',
      'submit',
      { ...inside('sign', byHead), deadlinePassed: true },
      false,
    ],
    ['but not of a returned form', 'returned', 'submit', { ...inside('sign', byHead), deadlinePassed: true }, true],
    ['errors stop it before the check', 'draft', 'propose', { ...inside(null, byFiller), blockingErrors: 1 }, false],
    ['unexplained findings too', 'draft', 'propose', { ...inside(null, byFiller), unexplained: 1 }, false],
  ] as const)('%s', (_, state, action, context, may) => {
    expect(transition(state, action, context).ok).toBe(may)
  })

  test('a sent form never waits inside its reporter', () => {
    for (const action of ['recall', 'send_back', 'submit'] as const) expect(signOffAfter(action)).toBeNull()
    expect([signOffAfter('propose'), signOffAfter('endorse')]).toEqual(['check', 'sign'])
  })
})

describe('the calendar of a form', () => {
  const calendar: SubmissionCalendar = {
    opensAt: '2026-10-01T00:00:00+08:00',
    dueAt: '2026-10-15T18:00:00+08:00',
    extendedTo: null,
  }
  const extended = { ...calendar, extendedTo: '2026-10-18T10:00:00Z' }

  test('the deadline’s own instant is in time, the next is not', () => {
    expect(isPastDeadline(calendar, '2026-10-15T10:00:00Z')).toBe(false)
    expect(isPastDeadline(calendar, '2026-10-15T10:00:00.001Z')).toBe(true)
  })

  test('an extension moves the deadline later, never earlier', () => {
    expect(effectiveDeadline(extended)).toBe(extended.extendedTo)
    expect(effectiveDeadline({ ...calendar, extendedTo: '2026-10-10T00:00:00Z' })).toBe(calendar.dueAt)
    expect(isPastDeadline(extended, '2026-10-16T00:00:00Z')).toBe(false)
  })

  test.each([
    ['not_started', true],
    ['draft', true],
    ['returned', true],
    ['withdrawn', true],
    ['submitted', false],
    ['checked', false],
    ['accepted', false],
    ['locked', false],
  ] as [SubmissionState, boolean][])('a %s form past its deadline is overdue: %s', (state, overdue) => {
    expect(isOverdue(state, calendar, '2026-10-16T00:00:00Z')).toBe(overdue)
    expect(isOverdue(state, calendar, '2026-10-15T00:00:00Z')).toBe(false)
  })

  test('overdue days are 0 before the deadline, count from the first minute after it, and the form opens on its day', () => {
    expect(overdueDays(calendar, '2026-10-14T00:00:00Z')).toBe(0)
    expect(overdueDays(calendar, '2026-10-15T18:01:00+08:00')).toBe(1)
    expect(overdueDays(calendar, '2026-10-18T12:00:00+08:00')).toBe(3)
    expect(isOpen(calendar, '2026-09-30T16:00:00Z')).toBe(true)
    expect(isOpen(calendar, '2026-09-30T15:59:59Z')).toBe(false)
  })
})

describe('open cells', () => {
  const cell = { item: 'P_CON', unit: 'AP', breakdown: '' }

  test('a form in hand is open everywhere', () => {
    expect((['not_started', 'draft', 'withdrawn'] as const).every((state) => isCellOpen(state, cell, []))).toBe(true)
  })

  test('a returned form opens only its marked cells, by item, unit and breakdown', () => {
    expect(isCellOpen('returned', cell, [cell])).toBe(true)
    expect(
      isCellOpen('returned', cell, [
        { ...cell, breakdown: 'size:above' },
        { ...cell, unit: 'BX' },
        { ...cell, item: 'P_PEN' },
      ]),
    ).toBe(false)
  })

  test('a form under review or behind it is closed, marks or not', () => {
    expect(
      (['submitted', 'checked', 'accepted', 'locked'] as const).some((state) => isCellOpen(state, cell, [cell])),
    ).toBe(false)
  })
})
