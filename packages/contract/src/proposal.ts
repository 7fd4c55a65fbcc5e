/* A change that one person proposes and another confirms (I6): targets and baselines, the catalogue. */

export const proposalStates = ['proposed', 'confirmed', 'refused', 'withdrawn'] as const
export type ProposalState = (typeof proposalStates)[number]
export const proposalStateNames: Readonly<Record<ProposalState, string>> = {
  proposed: '待确认',
  confirmed: '已确认',
  refused: '已退回',
  withdrawn: '已撤回',
}

export const proposalActions = ['confirm', 'refuse', 'withdraw'] as const
export type ProposalAction = (typeof proposalActions)[number]
export const proposalActionNames: Readonly<Record<ProposalAction, string>> = {
  confirm: '确认',
  refuse: '退回',
  withdraw: '撤回',
}
