import { ArrowLeft, Cable, ListChecks, Monitor, PlusCircle, ScanSearch, UserRound } from 'lucide-react'
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { Button, Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import type { PersonTile } from '../../shared/api/board.ts'
import { useWords } from '../i18n/use-words.ts'
import type { StationClient } from '../station-client.ts'
import type { SpokenWords } from '../ui/toasts.tsx'
import { DeskContext, type TechnicianDesk } from './desk.ts'
import { DevicesView } from './devices-view.tsx'
import { FrameInspector } from './frame-inspector.tsx'
import { PairingView } from './pairing-view.tsx'
import { ReceiversView } from './receivers-view.tsx'
import { ScreensView } from './screens-view.tsx'
import { technicianFeed } from './technician-feed.ts'
import { useAsked } from './use-asked.ts'
import { useDeskActs } from './use-desk-acts.tsx'
import { useEscape } from './use-escape.ts'

const PAGES = ['receivers', 'pairing', 'devices', 'screens', 'frames'] as const
type Page = (typeof PAGES)[number]
const ICONS = {
  receivers: Cable,
  pairing: PlusCircle,
  devices: ListChecks,
  screens: Monitor,
  frames: ScanSearch,
} as const

const NOBODY_YET: TechnicianDesk['residents'] = []
const NO_PROTOCOLS: TechnicianDesk['protocols'] = []

interface RoomProps {
  readonly client: StationClient
  readonly station: TechnicianDesk['station']
  readonly people: readonly PersonTile[]
  readonly personId: string | null
  readonly onPerson: (personId: string) => void
  readonly show: (words: SpokenWords) => void
  readonly onBack: () => void
}

/** The technician's room: what hangs on the station, how it is, and how something new is added. */
export function TechnicianRoom({ client, station, people, personId, onPerson, show, onBack }: RoomProps) {
  const { t } = useWords()
  const [feed] = useState(() => technicianFeed(client.technician))
  useEffect(() => feed.start(), [feed])
  const state = useSyncExternalStore(feed.subscribe, feed.getState)
  const askResidents = useCallback(() => client.technician.residents(), [client])
  const residents = useAsked(askResidents, NOBODY_YET)
  const askProtocols = useCallback(
    () => client.technician.serialPorts().then((found) => found.protocols),
    [client],
  )
  const protocols = useAsked(askProtocols, NO_PROTOCOLS)
  const [page, setPage] = useState<Page>('receivers')
  const [deviceId, setDeviceId] = useState<string | null>(null)
  const { act, technician, askWho, question } = useDeskActs(people, personId, onPerson, show)
  const { devices } = state
  const desk = useMemo(
    () => ({ client: client.technician, station, residents, devices, protocols, show, act }),
    [client, station, residents, devices, protocols, show, act],
  )
  useEscape(0, onBack)
  const openDevice = (id: string) => {
    setDeviceId(id)
    setPage('devices')
  }
  return (
    <DeskContext value={desk}>
      <main className="technician" aria-label={t('technician.title')}>
        <div className="technician-head">
          <Button className="button" onPress={onBack}>
            <ArrowLeft className="icon" aria-hidden="true" /> {t('technician.back')}
          </Button>
          <h2>{t('technician.title')}</h2>
          <Button className="button" onPress={askWho}>
            <UserRound className="icon" aria-hidden="true" />
            {technician === null
              ? t('technician.who.nobody')
              : t('technician.who.here', { name: technician.name })}
          </Button>
        </div>
        {state.heardAt === null ? (
          <p className="waiting">{t('technician.loading')}</p>
        ) : (
          <Tabs
            className="technician-tabs"
            selectedKey={page}
            onSelectionChange={(key) => {
              setPage(PAGES.find((it) => it === key) ?? 'receivers')
            }}
          >
            <TabList className="tab-list" aria-label={t('technician.pages')}>
              {PAGES.map((it) => (
                <PageTab key={it} page={it} />
              ))}
            </TabList>
            <TabPanel id="receivers" className="tab-panel">
              <ReceiversView receivers={state.receivers} />
            </TabPanel>
            <TabPanel id="pairing" className="tab-panel">
              <PairingView state={state} onDevice={openDevice} />
            </TabPanel>
            <TabPanel id="devices" className="tab-panel">
              <DevicesView state={state} deviceId={deviceId} onDevice={setDeviceId} />
            </TabPanel>
            <TabPanel id="screens" className="tab-panel">
              <ScreensView />
            </TabPanel>
            <TabPanel id="frames" className="tab-panel">
              <FrameInspector receivers={state.receivers} />
            </TabPanel>
          </Tabs>
        )}
        {question}
      </main>
    </DeskContext>
  )
}

function PageTab({ page }: { readonly page: Page }) {
  const { t } = useWords()
  const Icon = ICONS[page]
  return (
    <Tab id={page} className="tab">
      <Icon className="icon" aria-hidden="true" /> {t(`technician.page.${page}`)}
    </Tab>
  )
}
