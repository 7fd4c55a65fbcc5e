// Checks an exported chain of 产改进展监测平台 without the program: node verify-chain.mjs chain.jsonl [412-9f3a5c07d2e1]
// Needs Node alone. Every line is an audit event or a seal; the optional second word is a head as it is printed.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

const [path, printed] = process.argv.slice(2)
if (path === undefined) {
  console.error('usage: node verify-chain.mjs chain.jsonl [head]')
  process.exit(2)
}
const sha256 = (value) => createHash('sha256').update(JSON.stringify(value)).digest('hex')
const hashOf = {
  event: (previous, { at, actorId, actorName, action, object, detail }) =>
    sha256([previous, at, actorId, actorName, action, object, detail]),
  seal: (previous, { eventId, eventHash, runs }) => sha256([previous, eventId, eventHash, runs]),
}
const nothing = '0'.repeat(64)
const heads = { event: nothing, seal: nothing }
const counts = { event: 0, seal: 0 }
const events = new Map([[0, nothing]])
const faults = []
let lastSealed = 0
let isPrinted = printed === undefined

for await (const text of createInterface({ input: createReadStream(path) })) {
  const line = JSON.parse(text)
  const { kind, id, hash, previousHash } = line
  if (previousHash !== heads[kind] || hashOf[kind](heads[kind], line) !== hash)
    faults.push(`${kind} ${id}: does not follow from the one before it`)
  if (kind === 'event') events.set(id, hash)
  else {
    if (id !== counts.seal + 1) faults.push(`seal ${id}: seals before it are missing`)
    if (events.get(line.eventId) !== line.eventHash) faults.push(`seal ${id}: event ${line.eventId} is not as it was`)
    if (printed === `${id}-${hash.slice(0, 12)}`) isPrinted = true
    lastSealed = line.eventId
  }
  heads[kind] = hash
  counts[kind] += 1
}
for (const id of events.keys()) if (id > lastSealed) faults.push(`event ${id}: no seal covers it`)
if (!isPrinted) faults.push(`the head ${printed} is not in this chain`)

for (const fault of faults) console.info(`✗ ${fault}`)
console.info(`${counts.event} events, ${counts.seal} seals, head ${counts.seal}-${heads.seal.slice(0, 12)}`)
console.info(faults.length === 0 ? '✓ sound' : `✗ ${faults.length} faults`)
process.exit(faults.length === 0 ? 0 : 1)
