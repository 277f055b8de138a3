/** A device as the registry reads it: in use, nobody's, and set up in no way of its own; `about` makes it another. */
import type { AssignedDevice } from '../../station/store/registry-rows.ts'

export function assignedDevice(about: Partial<AssignedDevice>): AssignedDevice {
  return {
    id: 'd-1',
    protocol: 'espa-444',
    variant: null,
    port: null,
    address: null,
    placement: null,
    did: null,
    supervision_seconds: null,
    lifecycle: 'commissioned',
    last_heard_at: null,
    eep: null,
    settings: {},
    suspended_until: null,
    resumes_as: null,
    resident_id: null,
    key: null,
    ...about,
  }
}
