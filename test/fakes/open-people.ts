/** People without codes, as the API sees them: every tile signs in by a press. The real room has its own tests. */
import type { PersonTile } from '../../shared/api/board.ts'
import { CallNumbers } from '../../station/people/call-numbers.ts'
import { PeopleDesk } from '../../station/people/people-desk.ts'
import { PeopleRoom } from '../../station/people/people-room.ts'
import { Receivers } from '../../station/people/receivers.ts'
import { RefusalLog } from '../../station/people/refusal-log.ts'
import { Roster } from '../../station/people/roster.ts'
import { ScreenBook } from '../../station/people/screen-book.ts'
import { SessionBook } from '../../station/people/session-book.ts'
import { ShiftBook } from '../../station/people/shift-book.ts'
import { SignInDesk } from '../../station/people/sign-in-desk.ts'
import type { Log } from '../../station/services.ts'
import type { PersonRow } from '../../station/store/house-entities.ts'

export function openPeople(tiles: readonly Pick<PersonTile, 'id' | 'name' | 'role'>[], log: Log): PeopleRoom {
  const rows = tiles.map(({ id, name, role }): PersonRow => ({
    id,
    name,
    role,
    pin: null,
    left_at: null,
    pin_first_use: 0,
    provisioned_pin: null,
    origin: 'file',
    phone: null,
  }))
  const refusals = Object.assign(Object.create(RefusalLog.prototype) as RefusalLog, { note: () => undefined })
  return new PeopleRoom({
    roster: new Roster({ people: () => rows, person: (id) => rows.find((row) => row.id === id) }),
    sessions: new SessionBook([], { wall: 0, mono: 0 }),
    signIn: Object.create(SignInDesk.prototype) as SignInDesk,
    people: Object.create(PeopleDesk.prototype) as PeopleDesk,
    shifts: Object.create(ShiftBook.prototype) as ShiftBook,
    owners: { look: () => Promise.resolve() },
    refusals,
    numbers: Object.create(CallNumbers.prototype) as CallNumbers,
    receivers: Object.create(Receivers.prototype) as Receivers,
    screens: Object.create(ScreenBook.prototype) as ScreenBook,
    lockAfter: { minutes: 15 },
    plan: { turns: [] },
    log,
  })
}
