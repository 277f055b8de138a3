import { Button } from 'react-aria-components'
import nb from '../../resources/locales/nb.json'
import type { KeptDocumentView } from '../../shared/api/centre/documents.ts'
import type { CentreSession } from '../../shared/api/centre/session.ts'
import type { StationLine } from '../../shared/api/centre/stations.ts'
import { isKey } from '../i18n/code-words.ts'
import { DOT, dotted } from '../i18n/dotted.ts'
import { formatDateTime } from '../i18n/format.ts'
import { useWords, type Words } from '../i18n/use-words.ts'
import { useTakesKeyboard } from '../ui/use-takes-keyboard.ts'
import type { CentreClient, DocumentsQuery } from './centre-client.ts'
import { centreErrorWords, stationWords } from './centre-words.ts'
import { DocumentsForm } from './documents-form.tsx'
import { usePages, type Page } from './use-pages.ts'

interface DocumentsProps {
  readonly client: CentreClient
  readonly stations: ReadonlyMap<string, StationLine>
  readonly role: CentreSession['operator']['role']
}

/** What devices said over SCAIP and what was answered, word for word, the newest first. */
export function DocumentsRoom({ client, stations, role }: DocumentsProps) {
  const { t } = useWords()
  const mayRead = role === 'administrator'
  const { state, search, more } = usePages<DocumentsQuery, KeptDocumentView>(documentsOf(client), {}, mayRead)
  const page = useTakesKeyboard<HTMLElement>()
  return (
    <main ref={page} tabIndex={-1} className="centre-page">
      <h2>{t('centre.documents.title')}</h2>
      {mayRead ? (
        <>
          <p>{t('centre.documents.hint')}</p>
          <DocumentsForm stations={stations} onSearch={search} />
          <p className="hint" role="status">
            {state.isAsking && t('detail.loading')}
            {!state.isAsking &&
              state.problem === null &&
              countWords(state.items.length, state.next !== null, t)}
            {state.problem !== null && centreErrorWords(state.problem, null, t)}
          </p>
          <ul className="plain-list found-alarms">
            {state.items.map((document, index) => (
              // The newest come first and none comes between: its place names it.
              <li key={index}>
                <DocumentView document={document} stationName={stationWords(document.station, stations)} />
              </li>
            ))}
          </ul>
          {state.next !== null && (
            <Button className="button step" isDisabled={state.isAsking} onPress={more}>
              {t('centre.history.more')}
            </Button>
          )}
        </>
      ) : (
        <p>{t('centre.documents.notAllowed')}</p>
      )}
    </main>
  )
}

function documentsOf(client: CentreClient) {
  return async (query: DocumentsQuery): Promise<Page<KeptDocumentView>> => {
    const { documents, next } = await client.documents(query)
    return { items: documents, next }
  }
}

function countWords(count: number, isCut: boolean, t: Words): string {
  if (count === 0) return t('centre.documents.none')
  const found = t('centre.documents.count', { count })
  return isCut ? `${found} ${t('centre.history.cut')}` : found
}

interface DocumentProps {
  readonly document: KeptDocumentView
  readonly stationName: string
}

function DocumentView({ document, stationName }: DocumentProps) {
  const { t, language } = useWords()
  const { at, cid, direction, peer, fate, body } = document
  return (
    <article className="kept-document">
      <p>
        <strong>{stationName}</strong>
        {DOT + dotted([t(`centre.documents.${direction}`, { cid }), fateWords(fate, t)])}
      </p>
      <p className="muted figures">{dotted([formatDateTime(Date.parse(at), language), peer])}</p>
      <pre translate="no">{body}</pre>
    </article>
  )
}

function fateWords(fate: string, t: Words): string {
  if (isKey(nb.centre.documents.fate, fate)) return t(`centre.documents.fate.${fate}`)
  return t('centre.documents.notTaken', { code: fate })
}
