import fc from 'fast-check'
import type { Login } from './entry.fixture.ts'
import { texts } from './log.model.fixture.ts'
import type { FormName } from './log.model.fixture.ts'

/* What people may try on two forms, one thing after another. */

export type Typed = {
  readonly at: number
  readonly text: number
  readonly lag: number
  readonly note?: string | undefined
}
export type Based = { readonly at: number; readonly text: number; readonly base: 'none' | 'same' | 'other' }
type Who = 'first' | 'second' | 'office' | 'lead' | 'stranger' | 'checker' | 'head'
export type Command =
  | { readonly do: 'save'; readonly who: Who; readonly form: FormName; readonly cells: readonly Typed[] }
  | { readonly do: 'fill'; readonly who: Who; readonly form: FormName; readonly factor: number }
  | { readonly do: 'race'; readonly at: number; readonly texts: readonly [number, number] }
  | {
      readonly do: 'upload'
      readonly who: Who
      readonly form: FormName
      readonly cells: readonly Based[]
      readonly between: Typed | null
    }
  | { readonly do: 'retry' }
  | { readonly do: 'undo'; readonly who: Who; readonly form: FormName; readonly isOther: boolean }
  | { readonly do: 'explain'; readonly who: Who; readonly form: FormName }
  | {
      readonly do: 'submit' | 'withdraw' | 'begin' | 'check' | 'accept' | 'propose' | 'recall' | 'endorse'
      readonly who: Who
      readonly form: FormName
      readonly lag: number
    }
  | {
      readonly do: 'return' | 'sendBack'
      readonly who: Who
      readonly form: FormName
      readonly lag: number
      readonly marks: readonly number[]
      /** What should stand in the first of them, of `texts`; null: nothing is proposed. */
      readonly proposed: number | null
    }
  | { readonly do: 'signing'; readonly form: FormName; readonly isOn: boolean }
  | {
      readonly do: 'evidence'
      readonly who: Who
      readonly form: FormName
      readonly act: 'name' | 'remove' | 'spread'
      /** The cell that is named; which document, counted around. */
      readonly at: number
    }
  | { readonly do: 'extend'; readonly who: Who; readonly form: FormName; readonly days: number }
  | { readonly do: 'wait'; readonly hours: number }
export type Of<K extends Command['do']> = Extract<Command, { do: K }>

export const logins: Readonly<Record<FormName, Readonly<Record<Who, Login>>>> = {
  rsj: {
    first: 'rsj',
    second: 'rsj2',
    office: 'reviewer',
    lead: 'zgh',
    stranger: 'tjj',
    checker: 'rsjcheck',
    head: 'rsjhead',
  },
  ap: {
    first: 'ap',
    second: 'ap',
    office: 'reviewer',
    lead: 'zgh',
    stranger: 'bs',
    checker: 'apcheck',
    head: 'aphead',
  },
}

const form = fc.constantFrom<FormName>('rsj', 'rsj', 'ap')
const filler = fc.constantFrom<Who>('first', 'first', 'first', 'second', 'second', 'stranger')
const reader = fc.constantFrom<Who>('office', 'office', 'office', 'lead', 'lead', 'first')
const lag = fc.constantFrom(0, 0, 0, 0, 0, 1)
const at = fc.nat({ max: 16 })
const text = fc.nat({ max: texts.length - 1 })
const note = fc.option(fc.constantFrom('', '按台账', ' 与上季同口径 '), { nil: undefined })
const typed = fc.record({ at, text, lag, note })
const based = fc.record({ at, text, base: fc.constantFrom('none', 'same', 'other', 'other') })
const cells = fc.uniqueArray(typed, { minLength: 1, maxLength: 4, selector: (one) => one.at })
const workbook = fc.uniqueArray(based, { minLength: 1, maxLength: 5, selector: (one) => one.at })
const marks = fc.uniqueArray(at, { maxLength: 3 })
const proposed = fc.option(text, { nil: null, freq: 2 })
const insider = fc.constantFrom<Who>('checker', 'checker', 'head', 'head', 'first')
const say = <K extends Command['do']>(name: K) => fc.constant(name)

const single: fc.Arbitrary<Command> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: say('save'), who: filler, form, cells }) },
  { weight: 4, arbitrary: fc.record({ do: say('fill'), who: filler, form, factor: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ do: say('race'), at, texts: fc.tuple(text, text) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: say('upload'),
      who: filler,
      form,
      cells: workbook,
      between: fc.option(typed, { freq: 2 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: say('retry') }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: say('undo'), who: filler, form, isOther: fc.constantFrom(false, false, true) }),
  },
  { weight: 2, arbitrary: fc.record({ do: say('explain'), who: filler, form }) },
  { weight: 6, arbitrary: fc.record({ do: say('submit'), who: filler, form, lag }) },
  { weight: 2, arbitrary: fc.record({ do: say('withdraw'), who: filler, form, lag }) },
  { weight: 1, arbitrary: fc.record({ do: say('begin'), who: reader, form, lag }) },
  { weight: 2, arbitrary: fc.record({ do: say('check'), who: reader, form, lag }) },
  { weight: 2, arbitrary: fc.record({ do: say('accept'), who: reader, form, lag }) },
  { weight: 3, arbitrary: fc.record({ do: say('return'), who: reader, form, lag, marks, proposed }) },
  { weight: 2, arbitrary: fc.record({ do: say('propose'), who: filler, form, lag }) },
  { weight: 1, arbitrary: fc.record({ do: say('recall'), who: filler, form, lag }) },
  { weight: 2, arbitrary: fc.record({ do: say('endorse'), who: insider, form, lag }) },
  { weight: 2, arbitrary: fc.record({ do: say('sendBack'), who: insider, form, lag, marks, proposed }) },
  { weight: 1, arbitrary: fc.record({ do: say('submit'), who: insider, form, lag }) },
  { weight: 1, arbitrary: fc.record({ do: say('signing'), form, isOn: fc.constantFrom(false, false, true) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: say('evidence'),
      who: filler,
      form,
      act: fc.constantFrom('name', 'name', 'name', 'remove', 'spread'),
      at,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: say('extend'), who: reader, form, days: fc.integer({ min: -2, max: 20 }) }) },
  { weight: 2, arbitrary: fc.record({ do: say('wait'), hours: fc.constantFrom(1, 1, 20, 20, 90, 400) }) },
)

/** Steps that often follow each other, so that a run gets further than single steps would. */
const chain = fc
  .record({
    name: form,
    factor: fc.integer({ min: 1, max: 3 }),
    end: fc.constantFrom(
      'sent',
      'withdrawn',
      'accepted',
      'returned',
      'reopened',
      'sent again',
      'begun',
      'too late',
      'back again',
    ),
    sender: fc.constantFrom<Who>('first', 'second'),
    marked: fc.uniqueArray(fc.nat({ max: 1 }), { minLength: 1 }),
    after: fc.array(single, { maxLength: 4 }),
  })
  .map(({ name, factor, end, sender, marked, after }): Command[] => {
    const more: Command = { do: 'fill', who: 'first', form: name, factor: factor + 1 }
    const by = (action: 'submit' | 'withdraw' | 'check' | 'accept', who: Who): Command => {
      return { do: action, who, form: name, lag: 0 }
    }
    const back: Command = { do: 'return', who: 'office', form: name, lag: 0, marks: marked, proposed: factor }
    const checked = name === 'ap' ? [by('check', 'lead')] : []
    const filled: Command = { do: 'fill', who: 'first', form: name, factor }
    const sent: Command[] = [filled, { do: 'explain', who: 'first', form: name }, by('submit', sender)]
    const ends: Readonly<Record<typeof end, readonly Command[]>> = {
      sent: [],
      withdrawn: [by('withdraw', sender)],
      'too late': [{ do: 'wait', hours: 400 }, by('withdraw', sender)],
      begun: [{ do: 'begin', who: 'office', form: name, lag: 0 }, by('withdraw', sender)],
      accepted: [...checked, by('accept', 'office')],
      returned: [...checked, back],
      reopened: [...checked, by('accept', 'office'), back],
      'sent again': [...checked, back, more, by('submit', sender)],
      'back again': [
        ...checked,
        back,
        more,
        by('submit', sender),
        by('withdraw', sender),
        { ...more, factor: factor + 2 },
      ],
    }
    return [...sent, ...ends[end], ...after]
  })

/** An upload, something typed over part of it or beside it, and the wish to have it back. */
const regret = fc
  .record({
    name: form,
    uploaded: workbook,
    typedSince: fc.oneof(fc.constantFrom('nothing' as const, 'over the first' as const), cells),
    isSent: fc.constantFrom(false, false, false, true),
    who: filler,
  })
  .map(({ name, uploaded, typedSince, isSent, who }): Command[] => {
    const over = uploaded.slice(0, 1).map(({ at: place, text: shown }): Typed => {
      return { at: place, text: (shown + 1) % texts.length, lag: 0 }
    })
    const since = typedSince === 'nothing' ? [] : typedSince === 'over the first' ? over : typedSince
    return [
      { do: 'upload', who: 'first', form: name, cells: uploaded, between: null },
      ...(since.length === 0 ? [] : [{ do: 'save', who: 'second', form: name, cells: since } as const]),
      ...(isSent ? sentAndBack(name) : []),
      { do: 'undo', who, form: name, isOther: false },
    ]
  })

function sentAndBack(name: FormName): Command[] {
  const step = { who: 'first', form: name, lag: 0 } as const
  return [
    { do: 'explain', who: 'first', form: name },
    { do: 'submit', ...step },
    { do: 'withdraw', ...step },
  ]
}

/** Inside a reporter with 内部审签: proposed, and taken back, given back or signed; after it the filler sends alone again. */
const signed = fc
  .record({
    name: form,
    factor: fc.integer({ min: 1, max: 3 }),
    end: fc.constantFrom('recalled', 'given back', 'signed', 'signed', 'withdrawn'),
    marked: fc.uniqueArray(fc.nat({ max: 1 }), { minLength: 1 }),
    after: fc.array(single, { maxLength: 3 }),
  })
  .map(({ name, factor, end, marked, after }): Command[] => {
    const by = (action: 'submit' | 'withdraw' | 'propose' | 'recall' | 'endorse', who: Who): Command => {
      return { do: action, who, form: name, lag: 0 }
    }
    const back: Command = { do: 'sendBack', who: 'checker', form: name, lag: 0, marks: marked, proposed: null }
    const sent = [by('endorse', 'checker'), by('submit', 'head')]
    const ends: Readonly<Record<typeof end, readonly Command[]>> = {
      recalled: [by('recall', 'first')],
      'given back': [back, by('propose', 'first'), ...sent],
      signed: sent,
      withdrawn: [...sent, by('withdraw', 'first')],
    }
    return [
      { do: 'signing', form: name, isOn: true },
      { do: 'fill', who: 'first', form: name, factor },
      { do: 'explain', who: 'first', form: name },
      by('propose', 'first'),
      ...ends[end],
      ...after,
      { do: 'signing', form: name, isOn: false },
    ]
  })

/** A document behind one figure, then behind all of its row. */
const documented = fc
  .record({ name: form, factor: fc.integer({ min: 1, max: 3 }), place: fc.nat({ max: 1 }) })
  .map(({ name, factor, place }): Command[] => {
    const act = (what: 'name' | 'spread' | 'remove', where: number): Command => {
      return { do: 'evidence', who: 'first', form: name, act: what, at: where }
    }
    return [
      { do: 'fill', who: 'second', form: name, factor },
      act('name', place),
      act('spread', 0),
      act('name', place),
      act('remove', 1),
    ]
  })

/** A sequence; what shrinks away first are whole chains, then their last steps. */
export const sequence: fc.Arbitrary<Command[]> = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: single.map((one) => [one]) },
      { weight: 1, arbitrary: chain },
      { weight: 1, arbitrary: regret },
      { weight: 1, arbitrary: signed },
      { weight: 1, arbitrary: documented },
    ),
    {
      minLength: 1,
      maxLength: 30,
      size: 'max',
    },
  )
  .map((parts) => parts.flat())
