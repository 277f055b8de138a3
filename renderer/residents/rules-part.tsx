import { useEffect, useState } from 'react'
import { errorWords } from '../alarm-board/error-words.ts'
import { useWords } from '../i18n/use-words.ts'
import { StationCallError } from '../station-client.ts'
import type { SpokenWords } from '../ui/toasts.tsx'
import { HoursForm } from './hours-form.tsx'
import type { ResidentRules, ResidentsClient } from './residents-client.ts'
import { RuleLine } from './rule-line.tsx'

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
    const saved = (rules: ResidentRules) => {
      setKnown(rules)
      show((words) => words('residents.ruleSaved'))
    }
    call.then(saved, (error: unknown) => {
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
              onSwitch={(isOn, profiles) => {
                const { ruleId } = rule
                take(client.switchRule({ by: personId, residentId, ruleId, isOn, profiles: [...profiles] }))
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
