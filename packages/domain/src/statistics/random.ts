import { normalQuantile } from './distribution.ts'

/** A stream of numbers that is the same for the same seed on every machine. */
export type Random = {
  /** From 0 up to, but not including, 1, with 53 random bits. */
  readonly uniform: () => number
  readonly normal: () => number
  /** shape > 0, scale 1. */
  readonly gamma: (shape: number) => number
  readonly beta: (a: number, b: number) => number
  /** A whole number from 0 up to, but not including, `below`. */
  readonly integer: (below: number) => number
}

/** A generator (xoshiro128**, D. Blackman and S. Vigna 2018) seeded by any whole number of 32 bits. Store the seed. */
export function seededRandom(seed: number): Random {
  if (!Number.isInteger(seed)) throw new RangeError(`a seed is a whole number, not ${seed}`)
  const next = bits(seed)
  const uniform = (): number => ((next() >>> 5) * 67_108_864 + (next() >>> 6)) / 9_007_199_254_740_992
  // Half a step away from 0, so that the quantile stays finite.
  const normal = (): number => normalQuantile(uniform() + 2 ** -54)
  const gamma = (shape: number): number => drawGamma(shape, uniform, normal)
  const beta = (a: number, b: number): number => {
    const first = gamma(a)
    return first / (first + gamma(b))
  }
  return { uniform, normal, gamma, beta, integer: (below) => Math.floor(uniform() * below) }
}

/** 32 random bits at a time, the state filled by splitmix32. */
function bits(seed: number): () => number {
  let mix = seed | 0
  const split = (): number => {
    mix = (mix + 0x9e3779b9) | 0
    let word = Math.imul(mix ^ (mix >>> 16), 0x21f0aaad)
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97)
    return word ^ (word >>> 15)
  }
  return xoshiro128([split(), split(), split(), split()])
}

/** The generator itself, xoshiro128**, from its four words of state. */
export function xoshiro128(state: readonly [number, number, number, number]): () => number {
  let [a, b, c, d] = state
  return () => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0
    const kept = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= kept
    d = rotate(d, 11)
    return result
  }
}

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by))
}

/** G. Marsaglia and W. Tsang 2000; below shape 1 by the power of a uniform number. */
function drawGamma(shape: number, uniform: () => number, normal: () => number): number {
  if (!(shape > 0)) throw new RangeError(`a gamma shape is positive, not ${shape}`)
  if (shape < 1) return drawGamma(shape + 1, uniform, normal) * (1 - uniform()) ** (1 / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = normal()
    const v = (1 + c * x) ** 3
    if (v > 0 && Math.log(1 - uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
  }
}
