import { useEffect, useState } from 'react'
import { Button, Form, Label, TextArea, TextField } from 'react-aria-components'
import { MOST_REMARKS, type ShiftReport } from '../../shared/api/night.ts'
import { errorWords } from '../alarm-board/error-words.ts'
import { useWords } from '../i18n/use-words.ts'
import { StationCallError, type CallErrorCode } from '../station-client.ts'
import { Window } from '../ui/window.tsx'
import type { NightClient } from './night-client.ts'
import { ShiftReportPaper } from './shift-report-paper.tsx'

interface ShiftReportWindowProps {
  readonly client: NightClient
  readonly personId: string
  /** Null: the shift of this person, the running one or the last. */
  readonly shiftId: string | null
  readonly stationName: string
  /** Null outside the desktop client, where the browser prints. */
  readonly saveAsPdf: ((name: string) => Promise<unknown>) | null
  readonly onClose: () => void
}

/** The report of a shift, made by itself; remarks are added, and it is printed or kept as PDF. */
export function ShiftReportWindow({
  client,
  personId,
  shiftId,
  stationName,
  saveAsPdf,
  onClose,
}: ShiftReportWindowProps) {
  const { t } = useWords()
  const [report, setReport] = useState<ShiftReport | null>(null)
  const [problem, setProblem] = useState<CallErrorCode | null>(null)
  const [asked, setAsked] = useState(0)
  const [isSaved, setSaved] = useState(false)
  const [openedAt] = useState(() => Date.now())
  const fail = (error: unknown) => {
    setProblem(error instanceof StationCallError ? error.code : 'internal')
  }
  useEffect(() => {
    let isCurrent = true
    client.shiftReport({ by: personId, shiftId, openedAt }).then(
      (found) => {
        if (isCurrent) setReport(found)
      },
      (error: unknown) => {
        if (isCurrent) setProblem(error instanceof StationCallError ? error.code : 'internal')
      },
    )
    return () => {
      isCurrent = false
    }
  }, [client, personId, shiftId, openedAt, asked])
  const save = (words: string) => {
    if (report === null) return
    const seenRevision = report.remarks?.revision ?? 0
    client.remark({ by: personId, shiftId: report.shift.shiftId, seenRevision, words }).then(() => {
      setProblem(null)
      setAsked((count) => count + 1)
    }, fail)
  }
  return (
    <Window title={t('night.shiftReport.title')} onClose={onClose}>
      {problem !== null && <p role="alert">{errorWords(problem, null, t)}</p>}
      {report !== null && (
        <>
          <ShiftReportPaper report={report} stationName={stationName} />
          <Remarks key={report.remarks?.revision ?? 0} words={report.remarks?.words ?? ''} onSave={save} />
        </>
      )}
      {saveAsPdf !== null && <p role="status">{isSaved && t('night.shiftReport.saved')}</p>}
      <div className="window-buttons">
        {report !== null && (
          <Button
            className="button step"
            onPress={() => {
              window.print()
            }}
          >
            {t('night.shiftReport.print')}
          </Button>
        )}
        {report !== null && saveAsPdf !== null && (
          <Button
            className="button step"
            onPress={() => {
              setSaved(false)
              saveAsPdf(`vaktrapport-${report.shift.shiftId}.pdf`).then((result) => {
                setSaved(result === 'saved')
              }, fail)
            }}
          >
            {t('night.shiftReport.pdf')}
          </Button>
        )}
        <Button className="button step" autoFocus onPress={onClose}>
          {t('keys.close')}
        </Button>
      </div>
    </Window>
  )
}

function Remarks({ words, onSave }: { readonly words: string; readonly onSave: (words: string) => void }) {
  const { t } = useWords()
  const [written, setWritten] = useState(words)
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault()
        onSave(written.trim())
      }}
    >
      <TextField className="field" value={written} onChange={setWritten} maxLength={MOST_REMARKS}>
        <Label>{t('night.shiftReport.remarks')}</Label>
        <TextArea className="input" rows={3} />
      </TextField>
      <Button type="submit" className="button" isDisabled={written.trim() === words}>
        {t('night.shiftReport.save')}
      </Button>
    </Form>
  )
}
