/*
 * An answer about thousands of units is long columns of few words, small whole numbers and quotients. Written as plain JSON
 * each word and number stands in it once for every unit; packed, a column is a text with a sign or a few for each. Packing
 * loses nothing: what comes out is what went in, to the last bit of a number. It stands in JSON in the place of the list.
 */

/** Shorter lists stand as they are. */
export const longFrom = 32

/** A packed column; `$` tells how. */
export type Column =
  /** Runs: each value as often as its count says. */
  | { readonly $: 'runs'; readonly of: readonly unknown[]; readonly times: readonly number[] }
  /** Few words: one sign for each, its place in `of`. */
  | { readonly $: 'words'; readonly of: readonly unknown[]; readonly at: string }
  /** Whole numbers, of `width` signs each, from `from` on and in units of 10 to the -`scale`; the highest number of so many signs is null. */
  | {
      readonly $: 'whole'
      readonly width: number
      readonly from: number
      readonly scale: number
      readonly at: string
    }
  /** Numbers as they lie in memory, 8 bytes each, little end first, as base64; NaN is null. */
  | { readonly $: 'floats'; readonly at: string }
  /** Texts between `by`. */
  | { readonly $: 'texts'; readonly by: string; readonly at: string }
  /** The column of that number, counted from 0 in the order in which they stand in the answer. */
  | { readonly $: 'same'; readonly as: number }
  /** `numerator` ÷ `denominator` × `times`, the two beside it, rounded as a computer does; null where either is. */
  | { readonly $: 'quotient'; readonly times: number }
  /** A list of objects of the same keys, as one list for each key. */
  | { readonly $: 'rows'; readonly keys: readonly string[]; readonly of: readonly unknown[] }
  /** A list of lists of `width` values each, as one list. */
  | { readonly $: 'grid'; readonly width: number; readonly of: unknown }
  /** An object that has a `$` of its own. */
  | { readonly $: 'object'; readonly of: readonly (readonly [string, unknown])[] }

/** 64 signs that stand in JSON and in an address as they are. */
export const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
