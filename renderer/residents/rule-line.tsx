import { useState } from 'react'
import { Button, Form, Group, Input, Label, TextField } from 'react-aria-components'
import nb from '../../resources/locales/nb.json'
import type { ProfileChoice } from '../../shared/api/rules.ts'
import { ruleWords } from '../alarm-board/card-words.ts'
import { isKey } from '../i18n/code-words.ts'
import { useWords, type Words } from '../i18n/use-words.ts'
import { Check } from '../ui/check.tsx'
import type { ResidentRules } from './residents-client.ts'
import { readProfiles, writeProfiles, type ProfileDraft } from './rule-draft.ts'
import { readLimit } from './rule-text.ts'

interface RuleLineProps {
  readonly rule: ResidentRules['rules'][number]
  readonly onSwitch: (isOn: boolean, profiles: readonly ProfileChoice[]) => void
}

/** One rule: on or off for this resident, when it watches, and by which numbers. */
export function RuleLine({ rule: { ruleId, isOn, hasSource, profiles }, onSwitch }: RuleLineProps) {
  const { t } = useWords()
  const [drafts, setDrafts] = useState(() => writeProfiles(profiles))
  const read = readProfiles(drafts)
  const isChanged = JSON.stringify(read) !== JSON.stringify(profiles)
  const change = (changed: ProfileDraft) => {
    setDrafts(drafts.map((draft) => (draft.profile === changed.profile ? changed : draft)))
  }
  return (
    <Form
      className="rule-line"
      onSubmit={(event) => {
        event.preventDefault()
        if (read !== null && isOn) onSwitch(true, read)
      }}
    >
      <Check
        isSelected={isOn}
        onChange={(wanted) => {
          onSwitch(wanted, profiles)
        }}
      >
        {ruleWords(ruleId, t)}
      </Check>
      {!hasSource && <p className={isOn ? 'warning' : 'muted'}>{noSourceWords(ruleId, t)}</p>}
      {isOn &&
        drafts.map((draft) => (
          <ProfileLine key={draft.profile} draft={draft} isAlone={drafts.length === 1} onChange={change} />
        ))}
      {isOn && (
        <Button type="submit" className="button" isDisabled={read === null || !isChanged}>
          {t('people.save')}
        </Button>
      )}
    </Form>
  )
}

function noSourceWords(ruleId: string, t: Words): string {
  return isKey(nb.residents.noSource, ruleId)
    ? t(`residents.noSource.${ruleId}`)
    : t('residents.noSourceOfRule')
}

interface ProfileLineProps {
  readonly draft: ProfileDraft
  /** The rule has no other profile: whether it watches then is whether it is on. */
  readonly isAlone: boolean
  readonly onChange: (draft: ProfileDraft) => void
}

function ProfileLine({ draft, isAlone, onChange }: ProfileLineProps) {
  const { t } = useWords()
  const { profile, isWatched, texts } = draft
  const words = t(`ruleProfile.${profile}`)
  return (
    <Group className="rule-profile" aria-label={words}>
      {isAlone ? (
        <span className="rule-when">{words}</span>
      ) : (
        <Check
          isSelected={isWatched}
          onChange={(wanted) => {
            onChange({ ...draft, isWatched: wanted })
          }}
        >
          {words}
        </Check>
      )}
      {isWatched &&
        texts.map(({ name, text }) => (
          <TextField
            key={name}
            className="field"
            value={text}
            isInvalid={readLimit(name, text) === null}
            maxLength={5}
            onChange={(changed) => {
              const other = texts.map((one) => (one.name === name ? { name, text: changed } : one))
              onChange({ ...draft, texts: other })
            }}
          >
            <Label>{t(`residents.limit.${name}`)}</Label>
            <Input className="input figures" autoComplete="off" />
          </TextField>
        ))}
    </Group>
  )
}
