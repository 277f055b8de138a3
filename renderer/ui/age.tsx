import type { Instant } from '../../shared/domain/time.ts'
import { formatAge } from '../i18n/format.ts'
import { useNow } from './now.tsx'

/** How long ago, as a running clock; a component of its own so that a second redraws nothing else. */
export function Age({ since }: { readonly since: Instant }) {
  return <span className="figures">{formatAge(useNow() - since)}</span>
}
