import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  betaQuantile,
  chiSquaredCdf,
  chiSquaredQuantile,
  chiSquaredUpper,
  normalCdf,
  normalQuantile,
  twoSidedP,
  zOfConfidence,
} from './distribution.ts'
import { incompleteBeta, incompleteGamma, logGamma } from './gamma.ts'

// The tables are those of scipy 1.17.1; the engine may differ from them by 1e-10 of the value.
const near = (found: number, expected: number, tolerance = 1e-10) =>
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected))

describe('the normal distribution', () => {
  test.each([
    [-8, 6.22096057427174e-16],
    [-3.5, 0.00023262907903552502],
    [-1.2815515655446004, 0.10000000000000009],
    [-0.1, 0.460172162722971],
    [0.3, 0.6179114221889526],
    [2, 0.9772498680518208],
    [5, 0.9999997133484281],
  ])('at %d is %d', (z, p) => {
    near(normalCdf(z), p)
    near(normalQuantile(p), z, 1e-9)
  })

  test('gives the z of a confidence level', () => {
    near(zOfConfidence(0.95), 1.959963984540054)
    near(zOfConfidence(0.998), 3.090232306167813)
    near(twoSidedP(1.959963984540054), 0.05)
    expect(normalQuantile(0.5)).toBe(0)
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY)
  })
})

describe('the chi-squared distribution', () => {
  test.each([
    [0.025, 2, 0.05063561596857975],
    [0.975, 12, 23.33666415864534],
    [0.001, 20, 5.92104074548752],
    [0.999, 1, 10.827566170662733],
    [0.998, 1, 9.549535706083237],
    [0.05, 3.7, 0.5938648639772597],
    [0.025, 20000, 19609.904934520368],
    [0.975, 2000002, 2003923.8238908644],
    [0.025, 0.2, 1.1583420491042941e-16],
  ])('has its %d quantile with %d degrees at %d', (p, degrees, x) => near(chiSquaredQuantile(p, degrees), x))

  test.each([
    [3.841458820694124, 1, 0.05],
    [9.54953570608324, 1, 0.002],
    [100, 10, 5.4497019829205215e-17],
    [0.2, 5, 0.9991138612111875],
    [20500, 20000, 0.006517863488342558],
  ])('above %d with %d degrees lies %d', (x, degrees, p) => near(chiSquaredUpper(x, degrees), p))
})

describe('the beta distribution', () => {
  test.each([
    [0.025, 10, 91, 0.04900468922148595],
    [0.975, 11, 90, 0.17622259774002266],
    [0.5, 0.5, 0.5, 0.5],
    [0.001, 1, 1000, 1.0004998330832417e-6],
    [0.025, 81000, 190001, 0.2971697930738235],
    [0.975, 0.5, 30.5, 0.07967817381725999],
    [0.999, 200, 3, 0.9990525137036208],
  ])('has its %d quantile for a = %d, b = %d at %d', (p, a, b, x) => near(betaQuantile(p, a, b), x))

  test.each([
    [2, 3, 0.4, 0.5248],
    [0.5, 0.5, 0.1, 0.20483276469913345],
    [1000, 2000, 0.33, 0.3506326761341843],
    [300000, 700000, 0.3003, 0.743708130793928],
    [5, 1, 0.9, 0.59049],
  ])('for a = %d, b = %d has below %d the share %d', (a, b, x, p) => near(incompleteBeta(a, b, x), p))
})

test.each([
  [0.1, 2.252712651734206],
  [0.5, 0.5723649429247],
  [3, Math.LN2],
  [14.5, 23.86276584168909],
  [100, 359.1342053695754],
  [123456.5, 1323898.630662737],
])('ln Γ(%d) is %d', (a, value) => near(logGamma(a), value, 1e-13))

test('quantiles undo their distribution, and both tails add up to one', () => {
  const p = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true })
  // Below size 1 the beta density is infinite at its ends, and no double near 1 is fine enough.
  const size = fc.double({ min: 1, max: 5000, noNaN: true })
  fc.assert(
    fc.property(p, size, size, (p, a, b) => {
      expect(chiSquaredCdf(chiSquaredQuantile(p, a), a)).toBeCloseTo(p, 10)
      expect(incompleteBeta(a, b, betaQuantile(p, a, b))).toBeCloseTo(p, 10)
      expect(normalCdf(normalQuantile(p))).toBeCloseTo(p, 12)
      const { lower, upper } = incompleteGamma(a, b)
      expect(lower + upper).toBeCloseTo(1, 12)
    }),
  )
})

test('what is no probability or no size is refused', () => {
  expect(() => normalQuantile(1.1)).toThrow('probability')
  expect(() => betaQuantile(-0.1, 1, 1)).toThrow('probability')
  expect(() => chiSquaredQuantile(1, 1)).toThrow('probability')
  expect(() => logGamma(0)).toThrow('positive')
  expect(() => incompleteBeta(0, 1, 0.5)).toThrow('beta')
})
