import { openCity } from '../src/open-city.ts'

/* A first start: seeds the demo city and says when it is open; the test ends it in the middle. */

const [folder = '', asOf = ''] = process.argv.slice(2)
const store = await openCity(folder, { isEmpty: false, asOf }, (words) => process.stdout.write(`${words}\n`))
process.stdout.write('open\n')
store.close()
