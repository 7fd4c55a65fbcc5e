import { readFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import os from 'node:os'

/*
 * Loaded into a server before anything else (city.ts): its clock runs ahead by as many ms as the file says, so that a test
 * need not wait for a moment to come. The machine has been up for so much longer, too: time has passed, no clock was set.
 */

const file = process.env['CITY_CLOCK']
if (file === undefined) throw new Error('CITY_CLOCK names the file with the ms to be ahead')
const ahead = (): number => Number(readFileSync(file, 'utf8'))

globalThis.Date = new Proxy(Date, {
  construct: (real, given: [], target) =>
    Reflect.construct(real, given.length === 0 ? [real.now() + ahead()] : given, target) as Date,
  get: (real, key) => (key === 'now' ? () => real.now() + ahead() : Reflect.get(real, key)),
})

const { uptime } = os
os.uptime = () => uptime() + ahead() / 1000
syncBuiltinESMExports()
