import type { Contact, ResidentDetails } from '../../shared/api/residents.ts'

/** Whom to call about a resident, in order: the resident first, who is nobody's relation. */
export function callList({
  name,
  phone,
  contacts,
}: Pick<ResidentDetails, 'name' | 'phone' | 'contacts'>): readonly Contact[] {
  return phone === null ? contacts : [{ name, relation: '', phone }, ...contacts]
}
