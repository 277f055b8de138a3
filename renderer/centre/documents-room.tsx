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
import { stationWords } from './centre-words.ts'
import { DocumentsForm } from './documents-form.tsx'
import { FoundPages } from './found-pages.tsx'
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
          <FoundPages
            state={state}
            countWords={(count) =>
              count === 0 ? t('centre.documents.none') : t('centre.documents.count', { count })
            }
            // The newest come first and none comes between: its place names it.
            keyOf={(_, index) => index}
            line={(document) => (
              <DocumentView document={document} stationName={stationWords(document.station, stations)} />
            )}
            onMore={more}
          />
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
