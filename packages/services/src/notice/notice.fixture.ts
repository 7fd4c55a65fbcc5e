import type { MailForm } from '@cg/contract/notice'
import { SendFailure } from './sender.ts'
import type { Letter, NoticeSecrets, Sender } from './sender.ts'

export const mailForm: MailForm = {
  isOn: true,
  address: 'https://cg.example.gov.cn',
  host: 'smtp.example.gov.cn',
  port: 465,
  tls: 'tls',
  user: 'cangai',
  from: 'cangai@example.gov.cn',
  kinds: ['returned'],
  password: 'geheim',
}

export type FakeSender = Sender & {
  readonly letters: Letter[]
  readonly posts: { readonly url: string; readonly text: string }[]
  /** What becomes of the next sends; null: they go out. */
  failure: SendFailure | null
  secrets: NoticeSecrets
}

/** The network and the file of secrets, as tests want them. */
export function fakeSender(): FakeSender {
  const fake: FakeSender = {
    letters: [],
    posts: [],
    failure: null,
    secrets: { mailPassword: null, robots: {} },
    readSecrets: () => fake.secrets,
    writeSecrets: (secrets) => {
      fake.secrets = secrets
    },
    async sendMail(_settings, _password, letter) {
      if (fake.failure !== null) throw fake.failure
      fake.letters.push(letter)
      return '250 OK'
    },
    async callRobot(_kind, { url }, text) {
      if (fake.failure !== null) throw fake.failure
      fake.posts.push({ url, text })
      return 'errcode 0：ok'
    },
  }
  return fake
}
