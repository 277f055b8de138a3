import { useEffect, useState } from 'react'
import type { StationAddress, TryggvaktShell } from '../shared/api/shell.ts'
import { assertNever } from '../shared/domain/assert-never.ts'
import { AlarmBoard } from './alarm-board/alarm-board.tsx'
import { useView } from './phone/use-view.ts'
import type { Settings } from './settings.ts'
import { Failed, NoKey, Starting, Welcome } from './start/start-pages.tsx'
import { useShellState } from './start/use-shell-state.ts'
import type { StationClient } from './station-client.ts'
import { useSettings, useTheme } from './use-settings.ts'

interface AppProps {
  readonly shell: TryggvaktShell | null
  /** Outside the shell: the address of the page, null without a key. */
  readonly address: StationAddress | null
  readonly connect: (address: StationAddress) => StationClient
}

/** What a window shows: the board of a station, or what must happen before there is one. */
export function App({ shell, address, connect }: AppProps) {
  const [settings, setSettings] = useSettings()
  useTheme(settings)
  if (shell !== null) {
    return <InShell shell={shell} connect={connect} settings={settings} onSettings={setSettings} />
  }
  if (address === null) return <NoKey />
  return (
    <Connected
      address={address}
      connect={connect}
      settings={settings}
      onSettings={setSettings}
      shell={null}
    />
  )
}

interface PartProps {
  readonly connect: AppProps['connect']
  readonly settings: Settings
  readonly onSettings: (settings: Settings) => void
}

function InShell({ shell, ...part }: PartProps & { readonly shell: TryggvaktShell }) {
  const { state, lastAddress } = useShellState(shell)
  const board = ({ url, token }: StationAddress) => (
    <Connected key={`${url} ${token}`} address={{ url, token }} shell={shell} {...part} />
  )
  switch (state.phase) {
    case 'welcome':
      return (
        <Welcome
          configurationPath={state.configurationPath}
          onTraining={() => shell.startTraining()}
          onStation={() => shell.startStation()}
        />
      )
    case 'starting':
      return lastAddress === null ? <Starting /> : board(lastAddress)
    case 'ready':
      return board(state.address)
    case 'failed':
      return <Failed words={state.words} onRetry={() => shell.startStation()} />
    default:
      return assertNever(state)
  }
}

interface ConnectedProps extends PartProps {
  readonly address: StationAddress
  readonly shell: TryggvaktShell | null
}

function Connected({ address, connect, settings, onSettings, shell }: ConnectedProps) {
  // One connection per mount: whoever shows this gives it a key from the address.
  const [client] = useState(() => connect(address))
  useEffect(
    () => () => {
      client.close()
    },
    [client],
  )
  const { view, toBoard } = useView(shell !== null)
  return (
    <AlarmBoard
      client={client}
      settings={settings}
      onSettings={onSettings}
      shell={shell}
      view={view}
      toBoard={toBoard}
    />
  )
}
