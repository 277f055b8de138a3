import { useEffect, useState } from 'react'
import { Button, Form, Input, Label, TextField } from 'react-aria-components'
import { ruleWords } from '../alarm-board/card-words.ts'
import { errorWords } from '../alarm-board/error-words.ts'
import { useWords } from '../i18n/use-words.ts'
import { Check } from '../ui/check.tsx'
import { StationCallError } from '../station-client.ts'
import type { SpokenWords } from '../ui/toasts.tsx'
import { readHours, readLimit, writeHours, writeLimit, type HoursDraft, type LimitName } from './rule-text.ts'
import type { ResidentRules, ResidentsClient } from './residents-client.ts'

interface RulesPartProps {
  readonly client: ResidentsClient
  readonly residentId: string
  readonly personId: string
  readonly show: (words: SpokenWords) => void
}

/** What is watched over time for this resident, by which numbers, and when it is night there. */
export function RulesPart({ client, residentId, personId, show }: RulesPartProps) {
  const { t } = useWords()
  const [known, setKnown] = useState<ResidentRules | null>(null)
  const take = (call: Promise<ResidentRules>) => {
    call.then(setKnown, (error: unknown) => {
      const code = error instanceof StationCallError ? error.code : 'internal'
      show((words) => errorWords(code, null, words))
    })
  }
  useEffect(() => {
    let isCurrent = true
    client.rules(residentId).then(
      (found) => {
        if (isCurrent) setKnown(found)
      },
      (error: unknown) => {
        const code = error instanceof StationCallError ? error.code : 'internal'
        if (isCurrent) show((words) => errorWords(code, null, words))
      },
    )
    return () => {
      isCurrent = false
    }
  }, [client, residentId, show])
  if (known === null) return null
  const { rules, hours } = known
  return (
    <>
      <h4>{t('residents.rules')}</h4>
      <p>{t('residents.rulesHelp')}</p>
      <ul className="rule-list">
        {rules.map((rule) => (
          <li key={rule.ruleId}>
            <RuleLine
              key={JSON.stringify(rule)}
              rule={rule}
              onSwitch={(isOn, limits) => {
                take(client.switchRule({ by: personId, residentId, ruleId: rule.ruleId, isOn, limits }))
              }}
            />
          </li>
        ))}
      </ul>
      <HoursForm
        key={JSON.stringify(hours)}
        hours={hours}
        onSave={(changed) => {
          take(client.setHours({ by: personId, residentId, hours: changed }))
        }}
      />
    </>
  )
}

type Rule = ResidentRules['rules'][number]

interface RuleLineProps {
  readonly rule: Rule
  readonly onSwitch: (isOn: boolean, limits: Rule['limits']) => void
}

function RuleLine({ rule: { ruleId, isOn, limits, watches }, onSwitch }: RuleLineProps) {
  const { t } = useWords()
  const names = Object.keys(limits) as LimitName[]
  const [texts, setTexts] = useState(() =>
    Object.fromEntries(names.map((name) => [name, writeLimit(name, limits[name] ?? 0)])),
  )
  const read = names.map((name) => [name, readLimit(name, texts[name] ?? '')] as const)
  const isGood = read.every(([, value]) => value !== null)
  const written: Rule['limits'] = Object.fromEntries(
    read.flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  )
  const isChanged = names.some((name) => written[name] !== limits[name])
  return (
    <Form
      className="rule-line"
      onSubmit={(event) => {
        event.preventDefault()
        if (isGood && isOn) onSwitch(true, written)
      }}
    >
      <Check
        isSelected={isOn}
        onChange={(wanted) => {
          onSwitch(wanted, isGood ? written : limits)
        }}
      >
        {ruleWords(ruleId, t)} ({t(`residents.watches.${watches}`)})
      </Check>
      {isOn &&
        names.map((name) => (
          <TextField
            key={name}
            className="field"
            value={texts[name] ?? ''}
            isInvalid={readLimit(name, texts[name] ?? '') === null}
            maxLength={5}
            onChange={(text) => {
              setTexts({ ...texts, [name]: text })
            }}
          >
            <Label>{t(`residents.limit.${name}`)}</Label>
            <Input className="input figures" autoComplete="off" />
          </TextField>
        ))}
      {isOn && (
        <Button type="submit" className="button" isDisabled={!isGood || !isChanged}>
          {t('people.save')}
        </Button>
      )}
    </Form>
  )
}

interface HoursFormProps {
  readonly hours: ResidentRules['hours']
  readonly onSave: (hours: ResidentRules['hours']) => void
}

const HOUR_FIELDS = ['nightFrom', 'nightTo', 'holidayFrom', 'holidayTo'] as const

function HoursForm({ hours, onSave }: HoursFormProps) {
  const { t } = useWords()
  const [draft, setDraft] = useState<HoursDraft>(() => writeHours(hours))
  const read = readHours(draft)
  return (
    <Form
      className="rule-line"
      onSubmit={(event) => {
        event.preventDefault()
        if (read !== null) onSave(read)
      }}
    >
      <h4>{t('residents.hours')}</h4>
      {HOUR_FIELDS.map((field) => (
        <TextField
          key={field}
          className="field"
          value={draft[field]}
          maxLength={5}
          onChange={(text) => {
            setDraft({ ...draft, [field]: text })
          }}
        >
          <Label>{t(`residents.hour.${field}`)}</Label>
          <Input className="input figures" autoComplete="off" />
        </TextField>
      ))}
      <Button
        type="submit"
        className="button"
        isDisabled={read === null || JSON.stringify(read) === JSON.stringify(hours)}
      >
        {t('people.save')}
      </Button>
    </Form>
  )
}
