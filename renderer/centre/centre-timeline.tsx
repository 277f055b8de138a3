import { memo } from 'react'
import nb from '../../resources/locales/nb.json'
import type { AlarmStory, CommandView, TimelineEntry } from '../../shared/api/centre/alarms.ts'
import { assertNever } from '../../shared/domain/assert-never.ts'
import { ON_DUTY } from '../../shared/wire/centre-messages.ts'
import { isKey } from '../i18n/code-words.ts'
import { DOT } from '../i18n/dotted.ts'
import { durationWords } from '../i18n/duration-words.ts'
import { formatTime } from '../i18n/format.ts'
import { useWords, type Words } from '../i18n/use-words.ts'
import { FoldedList } from '../ui/folded-list.tsx'
import { outcomeWords } from './centre-words.ts'
import { heardLaterMs, storyLines, type StoryLine } from './story-lines.ts'

/** Everything that the centre knows of one alarm, oldest first. */
export const CentreTimeline = memo(function CentreTimeline({ story }: { readonly story: AlarmStory }) {
  const { t } = useWords()
  return (
    <>
      <FoldedList
        className="timeline"
        items={storyLines(story)}
        line={(line) => <StoryLineView key={line.key} line={line} />}
      />
      {!story.timelineComplete && <p className="muted">{t('centre.timeline.cut')}</p>}
    </>
  )
})

function StoryLineView({ line }: { readonly line: StoryLine }) {
  const { language } = useWords()
  return (
    <li>
      <time className="figures">{formatTime(line.at, language)}</time>
      <span>
        <LineWords line={line} />
      </span>
    </li>
  )
}

function LineWords({ line }: { readonly line: StoryLine }) {
  const { t } = useWords()
  switch (line.kind) {
    case 'message':
      return <MessageWords entry={line.entry} by={line.by} />
    case 'take':
      return (
        <>
          <strong>{t(`centre.timeline.${line.take.type}`)}</strong>
          <span className="muted">{DOT + line.take.by.name}</span>
        </>
      )
    case 'command':
      return <CommandWords command={line.command} by={line.by} />
    default:
      return assertNever(line)
  }
}

interface MessageWordsProps {
  readonly entry: TimelineEntry
  readonly by: string | null
}

function MessageWords({ entry, by }: MessageWordsProps) {
  const { t, language } = useWords()
  const outcome = textOf(entry.data['outcome'])
  const words = textOf(entry.data['words'])
  const later = heardLaterMs(entry)
  return (
    <>
      <strong>{actionWords(entry, t)}</strong>
      {outcome !== null && <span>: {outcomeWords(outcome, t)}</span>}
      {by !== null && <span className="muted">{DOT + by}</span>}
      {words !== null && <span className="timeline-words">{words}</span>}
      {later !== null && (
        <span className="muted figures">
          {DOT}
          {t('centre.timeline.later', {
            time: formatTime(Date.parse(entry.occurredAt), language),
            left: durationWords(later, t),
          })}
        </span>
      )}
    </>
  )
}

function CommandWords({ command, by }: { readonly command: CommandView; readonly by: string }) {
  const { t } = useWords()
  const { type, to = '', text, outcome, result, code } = command
  const whom = to === ON_DUTY ? t('centre.assign.onDuty') : to
  return (
    <>
      <strong>{t(`centre.command.${type}`, { to: whom })}</strong>
      {outcome !== undefined && <span>: {t(`outcome.${outcome}`)}</span>}
      <span className="muted">{DOT + by}</span>
      {text !== undefined && <span className="timeline-words">{text}</span>}
      <span data-result={result ?? 'waits'}>
        {DOT}
        {result === null && t('centre.command.waits')}
        {result === 'done' && t('centre.command.done')}
        {result === 'refused' && (
          <strong>{t('centre.command.refused', { why: refusalWords(code, t) })}</strong>
        )}
      </span>
    </>
  )
}

function actionWords({ type, data }: TimelineEntry, t: Words): string {
  const action = type.replace(/^alarm\./, '')
  if (!isKey(nb.action, action)) return action
  const count = typeof data['count'] === 'number' ? data['count'] : 1
  return t(`action.${action}`, { count, to: textOf(data['to']) ?? '' })
}

/** Why a station did not do what was asked. */
function refusalWords(code: string | null, t: Words): string {
  if (code === null) return t('centre.refusal.unknown')
  return isKey(nb.centre.refusal, code) ? t(`centre.refusal.${code}`) : code
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
