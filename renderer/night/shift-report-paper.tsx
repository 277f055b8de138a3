import type { ReportLine, ShiftReport } from '../../shared/api/night.ts'
import type { Shift } from '../../shared/api/people.ts'
import { isOpen } from '../../shared/domain/alarm.ts'
import { personWords, whereWords, whoWords } from '../alarm-board/card-words.ts'
import { causeWords } from '../alarm-board/cause-words.ts'
import { faultWords } from '../alarm-board/fault-words.ts'
import { dotted } from '../i18n/dotted.ts'
import { durationWords } from '../i18n/duration-words.ts'
import { formatClock, formatMoment } from '../i18n/format.ts'
import { useWords, type Words } from '../i18n/use-words.ts'

interface PaperProps {
  readonly report: ShiftReport
  readonly stationName: string
}

/** What is read aloud at the handover and stands alone on the paper: what is open first, then all that came. */
export function ShiftReportPaper({ report, stationName }: PaperProps) {
  const { t, language } = useWords()
  const { shift, until, colleagues, lines, more, figures, remarks } = report
  const left = lines.filter(({ card }) => isOpen(card))
  const median = figures.medianAnswerMs
  return (
    <article className="report" aria-label={t('night.shiftReport.title')}>
      <h3>
        {t('night.shiftReport.of', {
          station: stationName,
          who: nameOf(shift, t),
          from: formatMoment(shift.startedAt, language),
          until: formatMoment(until, language),
        })}
      </h3>
      {colleagues.length > 0 && (
        <p>{t('night.shiftReport.with', { who: colleagues.map((one) => nameOf(one, t)).join(', ') })}</p>
      )}
      {lines.filter(isClockFault).map(({ card }) => (
        <p key={card.alarmId} className="warning">
          {t('night.shiftReport.clock')} {faultWords(card, t)}
        </p>
      ))}
      <p>
        {t('night.shiftReport.came', { count: figures.came })}{' '}
        {t('night.shiftReport.answered', { count: figures.answered })}{' '}
        {median !== null &&
          t('night.shiftReport.median', { count: figures.answered, time: durationWords(median, t) })}{' '}
        {t('night.shiftReport.late', { count: figures.late })}
      </p>
      <h4>{t('night.shiftReport.left')}</h4>
      {left.length === 0 && <p>{t('night.shiftReport.nothingLeft')}</p>}
      <ul className="plain-list">
        {left.map((line) => (
          <Line key={line.card.alarmId} line={line} />
        ))}
      </ul>
      <h4>{t('night.shiftReport.all')}</h4>
      {lines.length === left.length && <p>{t('night.shiftReport.noOther')}</p>}
      <ul className="plain-list">
        {lines
          .filter(({ card }) => !isOpen(card))
          .map((line) => (
            <Line key={line.card.alarmId} line={line} />
          ))}
      </ul>
      {more > 0 && <p>{t('night.shiftReport.more', { count: more })}</p>}
      {remarks !== null && remarks.words !== '' && (
        <>
          <h4>{t('night.shiftReport.remarks')}</h4>
          <p className="report-words">{remarks.words}</p>
          <p className="muted">{dotted([personWords(remarks.by, t), formatMoment(remarks.at, language)])}</p>
        </>
      )}
    </article>
  )
}

/** Every report says that its times may be wrong (alarm-standards.md, section 8); a small jump is a line like others. */
function isClockFault({ card }: ReportLine): boolean {
  return card.cause === 'clock' && card.priority !== 'low'
}

function Line({ line }: { readonly line: ReportLine }) {
  const { t, language } = useWords()
  const { card, answeredBy, answeredAfterMs, longestWaitMs, isLate, notes, isCarriedIn } = line
  const end = card.shelf === undefined ? t(`state.${card.state}`) : t('night.shiftReport.shelved')
  return (
    <li className="report-line">
      <p>
        <time className="figures">{formatClock(card.openedAt, language)}</time>{' '}
        <strong>{dotted([causeWords(card, t), whoWords(card, t)])}</strong>
        {'\u00A0· '}
        {dotted([
          whereWords(card, t),
          end,
          card.outcome === null ? null : t(`outcome.${card.outcome}`),
          isCarriedIn ? t('night.shiftReport.carriedIn') : null,
        ])}
      </p>
      {/* One that nobody has taken says so already. */}
      {!(answeredBy === null && card.state === 'raised') && (
        <p className="muted">
          {answeredBy === null || answeredAfterMs === null
            ? t('night.shiftReport.notAnswered')
            : t('night.shiftReport.answeredBy', {
                who: personWords(answeredBy, t),
                time: durationWords(answeredAfterMs, t),
              })}
        </p>
      )}
      {isLate && longestWaitMs !== null && (
        <p>{t('night.shiftReport.waited', { time: durationWords(longestWaitMs, t) })}</p>
      )}
      {notes.map(({ at, by, words }) => (
        <p key={`${String(at)} ${words}`} className="report-words">
          <span className="figures">{formatClock(at, language)}</span> {personWords(by, t)}: {words}
        </p>
      ))}
    </li>
  )
}

function nameOf({ name }: Shift, t: Words): string {
  return name ?? t('card.centreOperator')
}
