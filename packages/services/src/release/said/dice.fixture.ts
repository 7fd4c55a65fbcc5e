import { must } from '@cg/domain/must'

/** Numbers between 0 and 1, the same for the same seed (G. Marsaglia's xorshift). */
export class Dice {
  private state: number

  constructor(seed: number) {
    this.state = (Math.imul(seed, 2654435761) ^ 0x9e3779b9) | 0 || 1
    for (let warm = 0; warm < 8; warm++) this.next()
  }

  next(): number {
    this.state ^= this.state << 13
    this.state ^= this.state >>> 17
    this.state ^= this.state << 5
    return (this.state >>> 0) / 2 ** 32
  }

  below(count: number): number {
    return Math.floor(this.next() * count)
  }

  chance(share: number): boolean {
    return this.next() < share
  }

  one<T>(from: readonly T[]): T {
    return must(from[this.below(from.length)])
  }
}
