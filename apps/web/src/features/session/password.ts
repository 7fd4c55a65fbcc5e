const shortest = 10

/** What is wrong with a new password before it is sent; the server decides again. */
export function passwordProblem(password: string, repeated: string): string | null {
  if (password.length < shortest) return `密码至少 ${shortest} 个字符，现为 ${password.length} 个。`
  if (password !== repeated) return '两次输入的密码不一致，请重新输入。'
  return null
}
