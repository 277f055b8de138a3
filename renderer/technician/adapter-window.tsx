import { useCallback, useState } from 'react'
import { CheckboxButton, CheckboxField, CheckboxGroup, Input, Label, TextField } from 'react-aria-components'
import { protocolWords } from '../i18n/code-words.ts'
import { useWords } from '../i18n/use-words.ts'
import { ChoiceField } from '../ui/choice-field.tsx'
import { CallForm } from './call-form.tsx'
import { useDesk } from './desk.ts'
import { SetupFields } from './setup-fields.tsx'
import { changedSettings, writtenOf, type Written } from './setup-values.ts'
import type { ReceiverSetup } from '../../shared/api/receiver-setup.ts'
import type { Adapters } from './technician-client.ts'
import { useAsked } from './use-asked.ts'

const NONE_KNOWN: Adapters = []
const NOTHING_SET: ReceiverSetup = { entries: [], onlyHere: [] }
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
  const known = adapter?.name ?? null
  const askSetup = useCallback(
    () => (known === null ? Promise.resolve(NOTHING_SET) : client.receiverSetup(known)),
    [client, known],
  )
  const setup = useAsked(askSetup, null)
  const [answers, setAnswers] = useState<Readonly<Record<string, Written>>>({})
  const [refused, setRefused] = useState<Readonly<Record<string, readonly string[]>>>({})
  const [written, setWritten] = useState<string | null>(null)
  const [spoken, setSpoken] = useState<readonly string[] | null>(adapter?.protocols ?? null)
  const spoke = protocols.filter(({ carrier }) => carrier === 'bluetooth')
  const bluetooth = spoke.map(({ id }) => id)
  const name = adapter?.name ?? written ?? free[0] ?? FIRST
  const wanted = spoken ?? bluetooth
  const asked = spoke
    .filter(({ id, receiverFields }) => wanted.includes(id) && receiverFields.length > 0)
    .map(({ id, receiverFields: fields }) => {
      const set = setup?.entries.find((entry) => entry.protocol === id)?.settings ?? {}
      const draft = answers[id] ?? writtenOf(fields, set)
      return { id, fields, draft, answer: changedSettings(fields, set, draft) }
    })
  const changed = asked.filter(({ id }) => answers[id] !== undefined)
  return (
    <CallForm
      title={adapter === null ? t('technician.adapter.title') : t('technician.adapter.changeTitle', { name })}
      confirm={adapter === null ? t('technician.adapter.confirm') : t('technician.adapter.change')}
      missing={missingWords()}
      check={async () => {
        const checks = changed.map(async ({ id, answer }) => {
          const { refused: why } = await client.checkSettings({
            protocol: id,
            settings: { ...answer.settings },
          })
          return [id, why?.fields ?? []] as const
        })
        setRefused(Object.fromEntries(await Promise.all(checks)))
      }}
      callOf={(by) => ({
        act: 'set-adapter',
        input: { by, adapter: name.trim(), protocols: [...wanted], ...settings() },
      })}
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
      {setup !== null &&
        asked.map(({ id, fields, draft, answer }) => (
          <div key={id} role="group" aria-label={protocolWords(id, t)}>
            <p className="muted">{t('technician.adapter.settingsOf', { protocol: protocolWords(id, t) })}</p>
            <SetupFields
              fields={fields}
              written={draft}
              onWritten={(change) => {
                setAnswers({ ...answers, [id]: change })
                setRefused({ ...refused, [id]: [] })
              }}
              wrong={[...answer.wrong, ...(refused[id] ?? [])]}
            />
          </div>
        ))}
    </CallForm>
  )

  function missingWords(): string | null {
    if (!/^[A-Za-z0-9]{1,32}$/.test(name.trim())) return t('technician.adapter.nameNeeded')
    if (wanted.length === 0) return t('technician.adapter.protocolNeeded')
    return asked.some(({ answer }) => answer.wrong.length > 0) ? t('technician.pair.problem.settings') : null
  }

  /** Those that nobody touched stay as they are. */
  function settings() {
    if (changed.length === 0) return {}
    return { settings: Object.fromEntries(changed.map(({ id, answer }) => [id, { ...answer.settings }])) }
  }
}
