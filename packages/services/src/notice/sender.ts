import type { MailSettings, RobotSettings } from '../settings.ts'

/** What never stands in the database: in a file of the data folder, so that no backup and no audit event holds it. */
export type NoticeSecrets = {
  readonly mailPassword: string | null
  readonly robots: Readonly<Record<string, { readonly url: string; readonly secret: string | null }>>
}

export type Letter = { readonly to: string; readonly subject: string; readonly text: string }

/** The way out of the program: files and network, which the verbs know only by this. Both sends answer in the other server's words. */
export type Sender = {
  readonly readSecrets: () => NoticeSecrets
  readonly writeSecrets: (secrets: NoticeSecrets) => void
  readonly sendMail: (settings: MailSettings, password: string | null, letter: Letter) => Promise<string>
  readonly callRobot: (
    kind: RobotSettings['kind'],
    at: { readonly url: string; readonly secret: string | null },
    text: string,
  ) => Promise<string>
}

/** Why something did not go out, in words for an admin. */
export class SendFailure extends Error {
  /** The server or the sign-in failed, not this message: the others would fail too. */
  readonly isChannel: boolean
  constructor(words: string, isChannel: boolean) {
    super(words)
    this.isChannel = isChannel
  }
}
