import { Input, Label, TextField } from 'react-aria-components'
import { dotted } from '../i18n/dotted.ts'
import { useWords } from '../i18n/use-words.ts'
import { ChoiceField } from '../ui/choice-field.tsx'
import type { SerialPorts } from './technician-client.ts'

/** The list needs a name for "another one" that no path can have. */
const WRITTEN = ':written'

/** A path while it is chosen or written. */
export interface PathDraft {
  readonly chosen: string | null
  readonly written: string
}

/** Ports of the machine that nothing uses. */
export function freePorts({ ports }: SerialPorts): SerialPorts['ports'] {
  return ports.filter(({ usedBy }) => usedBy === null)
}

/** The only free one is meant; where there is none its path is written. */
export function pathDraft(found: SerialPorts): PathDraft {
  const free = freePorts(found)
  const [only] = free
  if (only === undefined) return { chosen: WRITTEN, written: '' }
  return { chosen: free.length === 1 ? only.path : null, written: '' }
}

/** Null while there is none. */
export function pathOf({ chosen, written }: PathDraft): string | null {
  const path = chosen === WRITTEN ? written.trim() : chosen
  return path === '' ? null : path
}

interface PathFieldProps {
  readonly label: string
  readonly found: SerialPorts
  readonly draft: PathDraft
  readonly onDraft: (draft: PathDraft) => void
}

/** A port that stands in the machine, or the path of one that does not: a link by id, a name of udev's. */
export function PathField({ label, found, draft, onDraft }: PathFieldProps) {
  const { t } = useWords()
  const free = freePorts(found)
  return (
    <>
      <ChoiceField
        label={label}
        placeholder={t('technician.choose')}
        choices={[
          ...free.map(({ path: id, identity }) => ({
            id,
            words: dotted([id, identity?.manufacturer]),
          })),
          { id: WRITTEN, words: t('technician.path.other') },
        ]}
        value={draft.chosen}
        onChange={(chosen) => {
          onDraft({ ...draft, chosen })
        }}
      />
      {draft.chosen === WRITTEN && (
        <TextField
          className="field"
          value={draft.written}
          maxLength={256}
          onChange={(written) => {
            onDraft({ ...draft, written })
          }}
        >
          <Label>{t('technician.path.written')}</Label>
          <Input className="input" autoComplete="off" spellCheck="false" />
        </TextField>
      )}
    </>
  )
}
