/** What a person of the station may do (design: "Security in one paragraph"). */
export const ROLES = ['caregiver', 'technician', 'manager', 'administrator'] as const
export type Role = (typeof ROLES)[number]
