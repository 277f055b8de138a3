import { useCallback, useState } from 'react'
import { CheckboxButton, CheckboxField, CheckboxGroup, Input, Label, TextField } from 'react-aria-components'
import { protocolWords } from '../i18n/code-words.ts'
import { useWords } from '../i18n/use-words.ts'
import { ChoiceField } from '../ui/choice-field.tsx'
import { CallForm } from './call-form.tsx'
import { useDesk } from './desk.ts'
import type { Adapters } from './technician-client.ts'
import { useAsked } from './use-asked.ts'

const NONE_KNOWN: Adapters = []
/** What Linux calls the first one. */
const FIRST = 'hci0'

interface AdapterWindowProps {
  /** The adapter whose protocols are changed; null adds one. */
  readonly adapter: { readonly name: string; readonly protocols: readonly string[] } | null
  readonly onClose: () => void
}

/** A Bluetooth adapter and what it listens to. */
export function AdapterWindow({ adapter, onClose }: AdapterWindowProps) {
  const { t } = useWords()
  const { client, protocols } = useDesk()
  const askAdapters = useCallback(() => client.adapters(), [client])
  const found = useAsked(askAdapters, NONE_KNOWN)
  const free = found.filter((it) => it.protocols.length === 0).map(({ name }) => name)
  const [written, setWritten] = useState<string | null>(null)
  const [spoken, setSpoken] = useState<readonly string[] | null>(adapter?.protocols ?? null)
  const bluetooth = protocols.filter(({ carrier }) => carrier === 'bluetooth').map(({ id }) => id)
  const name = adapter?.name ?? written ?? free[0] ?? FIRST
  const wanted = spoken ?? bluetooth
  return (
    <CallForm
      title={adapter === null ? t('technician.adapter.title') : t('technician.adapter.changeTitle', { name })}
      confirm={adapter === null ? t('technician.adapter.confirm') : t('technician.adapter.change')}
      missing={missingWords()}
      callOf={(by) => ({ act: 'set-adapter', input: { by, adapter: name.trim(), protocols: [...wanted] } })}
      done={(words) => words('technician.adapter.done', { name })}
      onClose={onClose}
      onChanged={() => undefined}
    >
      {adapter === null && free.length > 0 && (
        <ChoiceField
          label={t('technician.adapter.which')}
          choices={free.map((id) => ({ id, words: id }))}
          value={name}
          onChange={setWritten}
        />
      )}
      {adapter === null && free.length === 0 && (
        <TextField className="field" value={written ?? FIRST} onChange={setWritten} maxLength={32}>
          <Label>{t('technician.adapter.written')}</Label>
          <Input className="input" autoComplete="off" spellCheck="false" />
        </TextField>
      )}
      <CheckboxGroup className="checks" value={[...wanted]} onChange={setSpoken}>
        <Label>{t('technician.adapter.listensTo')}</Label>
        {bluetooth.map((id) => (
          <CheckboxField key={id} value={id}>
            <CheckboxButton className="check">
              <span className="check-box" aria-hidden="true" />
              {protocolWords(id, t)}
            </CheckboxButton>
          </CheckboxField>
        ))}
      </CheckboxGroup>
    </CallForm>
  )

  function missingWords(): string | null {
    if (!/^[A-Za-z0-9]{1,32}$/.test(name.trim())) return t('technician.adapter.nameNeeded')
    return wanted.length === 0 ? t('technician.adapter.protocolNeeded') : null
  }
}
