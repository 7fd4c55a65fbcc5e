import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(argon2)

/** OWASP's argon2id setting: 19 MiB, two passes, one lane; about 56 ms on the reference machine. */
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const

/** 'argon2id$m=…,t=…,p=…$salt$tag', base64url. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await derive('argon2id', { message: password.normalize('NFKC'), nonce, ...cost })
  return `argon2id$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${nonce.toString('base64url')}$${tag.toString('base64url')}`
}

/** True when the password is the one that was hashed. Takes the same time whether or not it is. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [kind, parameters, salt, tag] = stored.split('$')
  const numbers = /^m=(\d+),t=(\d+),p=(\d+)$/.exec(parameters ?? '')
  if (kind !== 'argon2id' || numbers === null || salt === undefined || tag === undefined) return false
  const expected = Buffer.from(tag, 'base64url')
  const found = await derive('argon2id', {
    message: password.normalize('NFKC'),
    nonce: Buffer.from(salt, 'base64url'),
    memory: Number(numbers[1]),
    passes: Number(numbers[2]),
    parallelism: Number(numbers[3]),
    tagLength: expected.length,
  })
  return timingSafeEqual(found, expected)
}

/** Verified against when the account does not exist, so that both answers take the same time. */
export const nobodysHash = await hashPassword(randomBytes(16).toString('hex'))

const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/]

/** The 等保 profile: at least 8 characters of three kinds, not the login itself. Returns what is wrong, in words, or null. */
export function passwordProblem(password: string, login: string): string | null {
  if (password.length < 8) return '密码至少 8 位，请加长。'
  if (classes.filter((pattern) => pattern.test(password)).length < 3) {
    return '密码须包含大写字母、小写字母、数字、符号中的三类，请修改。'
  }
  if (password.toLowerCase().includes(login.toLowerCase())) return '密码不能包含登录名，请换一个。'
  return null
}
