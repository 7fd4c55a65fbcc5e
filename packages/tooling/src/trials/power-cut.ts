import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { crashRounds, describeTally, faultsOf } from './crash/rounds.ts'
import { mountDisk } from './crash/disk.ts'
import type { Trial } from './types.ts'

export const powerCut: Trial = {
  id: 'D2',
  section: 'Durability and faults',
  promise:
    'the same after a power cut: the file system is shut down without its journal being flushed, and mounted anew',
  aim: '60 cuts, 0 lost, 0 halved',
  on: ['sqlite'],
  minutes: 40,
  async run(context) {
    const disk = mountDisk(join(context.folder, 'disk'), 1024)
    try {
      const dataDir = join(disk.folder, 'data')
      mkdirSync(dataDir)
      const tally = await crashRounds(context, context.isQuick ? 6 : 60, {
        dataDir,
        async strike(city) {
          // Frozen first, so that nothing is answered after the disk is gone.
          process.kill(city.pid, 'SIGSTOP')
          disk.cutPower()
          return (await city.end('SIGKILL')).ms
        },
        mend: disk.remount,
      })
      return {
        figure: describeTally(tally, 'cuts'),
        met: tally.faults.length === 0 && tally.acknowledged > tally.strikes,
        ...faultsOf(tally),
      }
    } finally {
      disk.remove()
    }
  },
}
