/** ln(p ÷ (1 − p)); infinite at 0 and 1. */
export function logit(p: number): number {
  return Math.log(p / (1 - p))
}

/** The share whose logit is given, always within 0..1. */
export function inverseLogit(x: number): number {
  return x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x))
}

/** The logit of x of n with half a case added on both sides (J. Haldane, F. Anscombe 1956): finite at 0 % and 100 %. */
export function shareLogit(x: number, n: number): number {
  return Math.log((x + 0.5) / (n - x + 0.5))
}
