import { spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, ftruncateSync } from 'node:fs'
import { NotMeasured } from '../types.ts'

export type Disk = {
  readonly folder: string
  /** As when the machine loses its power: what the kernel has not written is gone, its journal included. */
  readonly cutPower: () => void
  readonly remount: () => void
  readonly remove: () => void
}

/** A file system of its own in a file, mounted through a loop device: needs Linux and root. */
export function mountDisk(folder: string, megabytes: number): Disk {
  requireRoot()
  const image = `${folder}.img`
  const file = openSync(image, 'w')
  ftruncateSync(file, megabytes * 2 ** 20)
  closeSync(file)
  mkdirSync(folder)
  run('mkfs.ext4', '-q', image)
  run('mount', '-o', 'loop', image, folder)
  const remove = (): void => void spawnSync('umount', ['-l', folder])
  process.prependOnceListener('exit', remove)
  return {
    folder,
    // FS_IOC_SHUTDOWN with NOLOGFLUSH; Node has no ioctl, and every Debian has perl.
    cutPower: () =>
      run(
        'perl',
        '-e',
        'open(F, "<", $ARGV[0]) or die $!; ioctl(F, 0x8004587D, my $x = pack("L", 2)) or die $!',
        folder,
      ),
    remount() {
      run('umount', folder)
      run('mount', '-o', 'loop', image, folder)
    },
    remove() {
      process.off('exit', remove)
      run('umount', folder)
    },
  }
}

/** A disk in memory with so much room. */
export function mountSmall(folder: string, megabytes: number): Pick<Disk, 'folder' | 'remove'> {
  requireRoot()
  mkdirSync(folder)
  run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder)
  const remove = (): void => void spawnSync('umount', ['-l', folder])
  process.prependOnceListener('exit', remove)
  return {
    folder,
    remove() {
      process.off('exit', remove)
      run('umount', folder)
    },
  }
}

function requireRoot(): void {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    throw new NotMeasured('a disk of its own is mounted for this: needs Linux and root')
}

function run(program: string, ...args: string[]): void {
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8' })
  if (error !== undefined) throw new NotMeasured(`${program} is not to be had: ${error.message}`)
  if (status === 0) return
  const reason = `${program} ${args.join(' ')}: ${stderr.trim()}`
  throw program === 'mount' ? new NotMeasured(reason) : new Error(reason)
}
