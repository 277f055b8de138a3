/** What somebody at the care centre may do: answer alarms, read history and figures too, look after sign-ins. */
export const OPERATOR_ROLES = ['operator', 'lead', 'administrator'] as const
export type OperatorRole = (typeof OPERATOR_ROLES)[number]
