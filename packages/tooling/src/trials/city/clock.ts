import { readFileSync } from 'node:fs'

/*
 * Loaded into a server before anything else (serve.ts): its clock is ahead by as many ms as a file says, so that the demo
 * city stands at the same day of its quarter whenever a trial is run, and a day can pass in minutes. The file is read a
 * few times in a second only: the clock is asked with every request.
 */

const file = process.env['CITY_AHEAD_FILE']
if (file === undefined) throw new Error('CITY_AHEAD_FILE names the file with the ms to be ahead')
const read = (): number => Number(readFileSync(file, 'utf8'))
let ahead = read()
setInterval(() => (ahead = read()), 100).unref()

globalThis.Date = new Proxy(Date, {
  construct: (real, given: [], target) =>
    Reflect.construct(real, given.length === 0 ? [real.now() + ahead] : given, target) as Date,
  get: (real, key) => (key === 'now' ? () => real.now() + ahead : Reflect.get(real, key)),
})
