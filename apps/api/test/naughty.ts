/* Strings and values that break careless programs. Our own list; the same in every run. */

export const naughtyStrings: readonly string[] = [
  '',
  ' ',
  '\u0000',
  '\u0001\u0008\u001b[31m',
  '\r\nSet-Cookie: a=b',
  'undefined',
  'null',
  'true',
  'NaN',
  'Infinity',
  '-Infinity',
  '0x1F',
  '1e309',
  '-0',
  '1e-400',
  '99999999999999999999999999',
  '１２３',
  '1.2万',
  '1,2,3',
  '1/0',
  '%00',
  '%zz',
  '%2e%2e%2f',
  '..',
  '../../../../etc/passwd',
  '..\\..\\windows',
  '/dev/null',
  'file:///etc/passwd',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "javascript:alert('x')",
  '<svg/onload=alert(1)>',
  '{{7*7}}${7*7}<%= 7*7 %>',
  '<!DOCTYPE x [<!ENTITY a "b">]>&a;',
  "' OR '1'='1",
  "'; DROP TABLE cell; --",
  '1 UNION SELECT password_hash FROM user',
  '%_%',
  '\\',
  '"',
  '`id`',
  '$(id)',
  '; ls',
  '| cat /etc/passwd',
  '=1+1',
  '+1',
  '-1+1|cmd',
  '@SUM(A1)',
  '\t=1',
  '＝1+1',
  '__proto__',
  'constructor',
  'prototype',
  'hasOwnProperty',
  'toString',
  'valueOf',
  'length',
  '\u202e反转',
  '零\u200b宽',
  '\ufeff标记',
  '😀👩‍👩‍👧‍👦',
  '𠮷野家',
  '\ud800',
  'ﷺ',
  'Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠kè͚̮̺̪̹̱̤',
  'ß'.repeat(300),
  'A'.repeat(5_000),
  '安平区',
  'RSJ-SKILLS',
  '2026Q3',
  '2026Q9',
  '20٢٦Q3',
  '2026-02-30T25:61:61Z',
  '+275760-09-13T00:00:00.001Z',
]

export const naughtyValues: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e300,
  -1e300,
  Number.MAX_SAFE_INTEGER,
  2 ** 53,
  2 ** 63,
  [],
  {},
  [[]],
  [null],
  { $ne: null },
  { toString: 1 },
  { length: 10 },
  Array.from({ length: 50 }, () => ({})),
]

/** Bodies that are no JSON, or JSON that nobody means. */
export const brokenBodies: readonly string[] = [
  '',
  '{',
  '}',
  '[',
  '"',
  'null',
  'true',
  '1',
  '"text"',
  '[]',
  '{}{}',
  "{'a':1}",
  '{"a":1,}',
  '{"a":NaN}',
  '{"a":1e999}',
  '{"a":Infinity}',
  '{"a":undefined}',
  '{"a":"\u0000"}',
  '{"a":"\\ud800"}',
  '\ufeff{}',
  '<xml/>',
  'a=1&b=2',
  '{"__proto__":{"polluted":1}}',
  '{"constructor":{"prototype":{"polluted":1}}}',
  '['.repeat(50_000),
  `${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}`,
]

/** A small generator of the same numbers in every run (mulberry32). */
export function seededRandom(seed: number): {
  next(): number
  pick<T>(list: readonly T[]): T
  chance(p: number): boolean
} {
  let state = seed >>> 0
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    next,
    pick(list) {
      const found = list[Math.floor(next() * list.length)]
      if (found === undefined && list.length === 0) throw new Error('nothing to pick from')
      return found as (typeof list)[number]
    },
    chance: (p) => next() < p,
  }
}
