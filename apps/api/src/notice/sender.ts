import type { Sender } from '@cg/services/notice/sender'
import { callRobot } from './robot.ts'
import { secretsIn } from './secrets.ts'
import { sendMail } from './smtp.ts'

/** The way out of this installation. */
export function createSender(dataDir: string): Sender {
  const { read, write } = secretsIn(dataDir)
  return { readSecrets: read, writeSecrets: write, sendMail, callRobot }
}
