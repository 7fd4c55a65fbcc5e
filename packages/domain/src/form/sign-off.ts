/** Where a form waits inside its reporter before it is sent: for 单位审核人, then for 单位负责人. */
export const signOffSteps = ['check', 'sign'] as const
export type SignOffStep = (typeof signOffSteps)[number]

/** 内部审签 of a form: filled by one, checked by another and signed by the head before it reaches the office. */
export type SignOff = {
  /** The reporter's forms go this way; a form that already waits goes on even after it was switched off. */
  readonly isNeeded: boolean
  readonly step: SignOffStep | null
  /** What the actor did already of this form's steps, where one person may not do two; null otherwise. */
  readonly ownStep: 'proposed' | 'endorsed' | null
}

/** A form of a reporter without 内部审签. */
export const noSignOff: SignOff = { isNeeded: false, step: null, ownStep: null }

/** 单位审核人 and 单位负责人 of the reporter itself. */
export type SignOffRoles = { readonly unitChecker: boolean; readonly unitHead: boolean }

export type SignOffAction = 'save' | 'propose' | 'recall' | 'endorse' | 'send_back' | 'submit'

export const signOffRefusalCodes = ['in_sign_off', 'not_in_sign_off', 'sign_off_first', 'own_step'] as const

export type SignOffRefusal = { readonly code: (typeof signOffRefusalCodes)[number]; readonly reason: string }

/** Where a form waits inside its reporter after one of these steps; every other step of its way leaves it as it is. */
export function signOffAfter(action: Exclude<SignOffAction, 'save'>): SignOffStep | null {
  if (action === 'propose') return 'check'
  return action === 'endorse' ? 'sign' : null
}

/** What a form that waits inside its reporter is called on screen, instead of its state's word. */
export const signOffWords: Readonly<Record<SignOffStep, string>> = { check: '内部审核中', sign: '待负责人签发' }

/** What 内部审签 forbids: nothing is written while the form waits, and it leaves only with all three names. */
export function signOffRefusal(action: SignOffAction, signOff: SignOff, roles: SignOffRoles): SignOffRefusal | null {
  const { step, isNeeded } = signOff
  switch (action) {
    case 'save':
      return step === null ? null : refuse('in_sign_off', `${waiting[step]}，只读；需要修改的，请填报人先取回`)
    case 'propose':
      if (step !== null) return refuse('in_sign_off', `${waiting[step]}，不必再次提请`)
      return isNeeded ? null : refuse('not_in_sign_off', '本单位没有开启内部审签，报表由填报人直接提交')
    case 'recall':
      return step === null ? refuse('not_in_sign_off', `${notProposed}，不必取回`) : null
    case 'endorse':
      return endorseRefusal(signOff)
    case 'send_back':
      if (step === null) return refuse('not_in_sign_off', notProposed)
      if (step === 'check' ? roles.unitChecker : roles.unitHead) return null
      return refuse('in_sign_off', `${waiting[step]}，由${step === 'check' ? '单位审核人' : '单位负责人'}退回`)
    case 'submit':
      return submitRefusal(signOff, roles)
  }
}

function endorseRefusal({ step, ownStep }: SignOff): SignOffRefusal | null {
  if (step === null) return refuse('not_in_sign_off', notProposed)
  if (step === 'sign') return refuse('in_sign_off', '内部审核已经同意，待单位负责人签发')
  return ownStep === null ? null : refuse('own_step', `${own[ownStep]}，须由另一位单位审核人审核`)
}

function submitRefusal({ step, isNeeded, ownStep }: SignOff, { unitHead }: SignOffRoles): SignOffRefusal | null {
  if (step === 'check') return refuse('sign_off_first', '报表正在单位内部审核，审核同意并由单位负责人签发后才能报送')
  if (step === null && isNeeded)
    return refuse('sign_off_first', '本单位的报表须经内部审核、由单位负责人签发后报送，请先提请内部审核')
  if (step === null) return null
  if (!unitHead) return refuse('sign_off_first', '报表待单位负责人签发，由单位负责人报送')
  return ownStep === null ? null : refuse('own_step', `${own[ownStep]}，须由另一位单位负责人签发`)
}

const waiting: Readonly<Record<SignOffStep, string>> = {
  check: '报表正在单位内部审核',
  sign: '报表待单位负责人签发',
}
const notProposed = '报表还没有提请内部审核'
const own = { proposed: '这张报表由您本人提请内部审核', endorsed: '这张报表由您本人审核' } as const

function refuse(code: SignOffRefusal['code'], reason: string): SignOffRefusal {
  return { code, reason }
}
