import { useWords } from '../i18n/use-words.ts'
import { KeyList } from '../ui/key-list.tsx'

/** Every key of the board. */
export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords()
  const lines: readonly (readonly [readonly string[], string])[] = [
    [['↑', '↓'], t('keys.choose')],
    [['PgUp', 'PgDn'], t('keys.page')],
    [['Home', 'End'], t('keys.ends')],
    [[t('keys.enter'), t('keys.space')], t('keys.next')],
    [['R'], t('keys.resolve')],
    [['N'], t('keys.note')],
    [['H'], t('keys.handOver')],
    [['G'], t('keys.given')],
    [['L'], t('keys.release')],
    [['C'], t('keys.calls')],
    [['/'], t('keys.search')],
    [['P'], t('keys.shelve')],
    [['V'], t('keys.shelved')],
    [['Z'], t('keys.undo')],
    [['A'], t('keys.report')],
    [['S'], t('keys.askForHelp')],
    [['M'], t('keys.mute')],
    [['?'], t('keys.help')],
    [['D'], t('keys.diagnostics')],
    [['U'], t('keys.user')],
    [['T'], t('keys.technician')],
    [[t('keys.esc')], t('keys.escape')],
  ]
  return <KeyList lines={lines} onClose={onClose} />
}
