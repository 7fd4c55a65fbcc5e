import { expect, test } from 'vitest'
import { placesOf } from './memory-watch.ts'

const map = (from: string, to: string, rights: string, path: string, mib: number): string =>
  `${from}-${to} ${rights} 00000000 00:00 0 ${path}\nSize: 99999 kB\nRss: ${' '.repeat(10)}${mib * 1024} kB\nPss: 1 kB\n`

test('resident memory is counted by what its maps are', () => {
  const smaps = [
    map('00400000', '00b6f000', 'r--p', '/usr/bin/node', 3),
    map('230e2000', '233a6000', 'rw-p', '[heap]', 5),
    map('2c4bf1c0000', '2c4bf200000', 'rw-p', '', 7),
    map('7ff534003000', '7ff53403f000', 'rwxp', '', 11),
    map('7ff554000000', '7ff554021000', 'rw-p', '', 13),
    map('7ff558c1a000', '7ff55941a000', 'rw-p', '', 17),
    map('7ff55b41e000', '7ff55b444000', 'r-xp', '/usr/lib/x86_64-linux-gnu/libc.so.6', 19),
    map('7ffc00000000', '7ffc00021000', 'rw-p', '[stack]', 23),
  ].join('')
  expect(placesOf(smaps)).toEqual({ files: 22, malloc: 18, V8: 7, code: 11, maps: 17, others: 23 })
})
