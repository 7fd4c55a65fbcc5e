/** As the page of releases, its check and `npm run verify` say it. */
export const solePowerWords = (name: string): string =>
  `编制人和签发人的权限由同一个人（${name}）掌握：授予、重设密码或关联身份都没有第二位管理员确认`
