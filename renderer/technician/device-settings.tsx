import { useState } from 'react'
import { Button, Form, Input, Label, TextField } from 'react-aria-components'
import type { DeviceLine } from '../../shared/api/technician.ts'
import { choiceWords, settingWords } from '../i18n/code-words.ts'
import { formatDateTime } from '../i18n/format.ts'
import { useWords, type Words } from '../i18n/use-words.ts'
import { ChoiceField } from '../ui/choice-field.tsx'
import { useDesk } from './desk.ts'
import { parseSetting, shownSetting } from './setting-value.ts'
import type { DeviceSetting, SettingValue } from './technician-client.ts'
import { technicianErrorWords } from './technician-words.ts'

interface DeviceSettingsProps {
  readonly device: DeviceLine
  readonly settings: readonly DeviceSetting[]
}

/** What the protocol can write. Shown is what the device itself answered, never what was sent. */
export function DeviceSettings({ device, settings: first }: DeviceSettingsProps) {
  const { t } = useWords()
  const desk = useDesk()
  const [answered, setAnswered] = useState<readonly DeviceSetting[] | null>(null)
  const [busy, setBusy] = useState(false)
  const [said, setSaid] = useState<string | null>(null)
  const settings = answered ?? first
  const { deviceId } = device

  const ask = (call: (by: string) => Promise<readonly DeviceSetting[]>, done: string) => {
    setSaid(null)
    desk.act(
      (by) => {
        setBusy(true)
        return call(by)
      },
      (read) => {
        setBusy(false)
        setAnswered(read)
        setSaid(done)
      },
      (code) => {
        setBusy(false)
        setSaid(technicianErrorWords(code, t))
      },
    )
  }
  return (
    <section aria-label={t('technician.settings.title')}>
      <h4>{t('technician.settings.title')}</h4>
      <p className="muted">{t('technician.settings.help')}</p>
      <ul className="settings">
        {settings.map((setting) => (
          <SettingLine
            key={`${setting.name} ${String(setting.value)} ${String(setting.readAt)}`}
            setting={setting}
            isBusy={busy}
            onWrite={(value) => {
              ask(
                (by) => desk.client.writeSetting({ by, deviceId, name: setting.name, value }),
                t('technician.settings.written', { name: settingWords(setting.name, t) }),
              )
            }}
            onProblem={setSaid}
          />
        ))}
      </ul>
      <p className="hint" role="status">
        {busy ? t('technician.settings.asking') : said}
      </p>
      <Button
        className="button"
        isDisabled={busy}
        onPress={() => {
          ask((by) => desk.client.readSettings({ by, deviceId }), t('technician.settings.read'))
        }}
      >
        {t('technician.settings.readAll')}
      </Button>
    </section>
  )
}

interface SettingLineProps {
  readonly setting: DeviceSetting
  readonly isBusy: boolean
  readonly onWrite: (value: SettingValue) => void
  readonly onProblem: (words: string) => void
}

function SettingLine({ setting, isBusy, onWrite, onProblem }: SettingLineProps) {
  const { t, language } = useWords()
  const [written, setWritten] = useState(() => shownSetting(setting, language))
  const name = settingWords(setting.name, t)
  return (
    <li>
      <Form
        className="setting"
        onSubmit={(event) => {
          event.preventDefault()
          const value = parseSetting(setting, written)
          if (value === undefined) onProblem(rangeWords(setting, t))
          else onWrite(value)
        }}
      >
        <SettingField setting={setting} label={name} written={written} onWritten={setWritten} />
        <Button
          type="submit"
          className="button"
          isDisabled={isBusy}
          aria-label={t('technician.settings.writeOne', { name })}
        >
          {t('technician.settings.write')}
        </Button>
        <span className="muted figures">
          {setting.readAt === null
            ? t('technician.settings.notRead')
            : t('technician.settings.readAt', { time: formatDateTime(setting.readAt, language) })}
        </span>
      </Form>
    </li>
  )
}

interface SettingFieldProps {
  readonly setting: DeviceSetting
  readonly label: string
  readonly written: string
  readonly onWritten: (words: string) => void
}

function SettingField({ setting, label, written, onWritten }: SettingFieldProps) {
  const { t } = useWords()
  if (setting.kind === 'number') {
    return (
      <TextField className="field" value={written} onChange={onWritten} inputMode="decimal" maxLength={12}>
        <Label>{setting.unit === null ? label : `${label} (${setting.unit})`}</Label>
        <Input className="input figures" />
      </TextField>
    )
  }
  const choices =
    setting.kind === 'switch'
      ? [
          { id: 'true', words: t('technician.settings.on') },
          { id: 'false', words: t('technician.settings.off') },
        ]
      : setting.choices.map((id) => ({ id, words: choiceWords(id, t) }))
  return (
    <ChoiceField
      label={label}
      placeholder={t('technician.choose')}
      choices={choices}
      value={written === '' ? null : written}
      onChange={onWritten}
    />
  )
}

function rangeWords({ min, max, unit }: DeviceSetting, t: Words): string {
  return t('technician.settings.range', { min: min ?? '−', max: max ?? '+', unit: unit ?? '' })
}
