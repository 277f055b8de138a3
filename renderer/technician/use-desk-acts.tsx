import { useState, type ReactNode } from 'react'
import type { PersonTile } from '../../shared/api/board.ts'
import { SignIn } from '../people/sign-in.tsx'
import type { SpokenWords } from '../ui/toasts.tsx'
import type { TechnicianDesk } from './desk.ts'
import { codeOf, technicianErrorWords } from './technician-words.ts'

const MAY_ACT: readonly string[] = ['technician', 'administrator']

/** People who may set up devices (design: roles). */
export function selectTechnicians(people: readonly PersonTile[]): readonly PersonTile[] {
  return people.filter(({ role }) => MAY_ACT.includes(role))
}

interface DeskActs {
  readonly act: TechnicianDesk['act']
  /** The technician who stands here, null where a caregiver or nobody does. */
  readonly technician: PersonTile | null
  readonly askWho: () => void
  /** The question who stands here, where it is open. */
  readonly question: ReactNode
}

export function useDeskActs(
  people: readonly PersonTile[],
  personId: string | null,
  onPerson: (personId: string) => void,
  show: (words: SpokenWords) => void,
): DeskActs {
  const [pending, setPending] = useState<{ readonly run: ((by: string) => void) | null } | null>(null)
  const technicians = selectTechnicians(people)
  const technician = technicians.find(({ id }) => id === personId) ?? null

  const act: TechnicianDesk['act'] = (call, done, failed) => {
    const run = (by: string) => {
      call(by).then(done, (error: unknown) => {
        const code = codeOf(error)
        if (failed === undefined) show((t) => technicianErrorWords(code, t))
        else failed(code)
      })
    }
    if (technician === null) setPending({ run })
    else run(technician.id)
  }
  const question = pending !== null && (
    <SignIn
      people={technicians}
      pending={null}
      onChoose={(chosen) => {
        onPerson(chosen)
        setPending(null)
        pending.run?.(chosen)
      }}
      onClose={() => {
        setPending(null)
      }}
    />
  )
  return {
    act,
    technician,
    askWho: () => {
      setPending({ run: null })
    },
    question,
  }
}
