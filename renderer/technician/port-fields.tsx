import type { ProtocolInfo } from '../../shared/api/receiver-setup.ts'
import { variantWords } from '../i18n/code-words.ts'
import { useWords } from '../i18n/use-words.ts'
import { ChoiceField } from '../ui/choice-field.tsx'
import type { LineDraft } from './line-choice.ts'
import { LineFields } from './line-fields.tsx'
import { SetupFields } from './setup-fields.tsx'
import type { Written } from './setup-values.ts'

/** What is asked of a port once its protocol is known, while it is written. */
export interface PortDraft {
  readonly variant: string | null
  readonly line: LineDraft
  readonly written: Written
}

interface PortFieldsProps {
  readonly protocol: ProtocolInfo
  readonly draft: PortDraft
  readonly onDraft: (draft: PortDraft) => void
  /** Names of the driver's fields at fault. */
  readonly wrong: readonly string[]
}

/** Model, line and the driver's own settings. */
export function PortFields({ protocol, draft, onDraft, wrong }: PortFieldsProps) {
  const { t } = useWords()
  return (
    <>
      {protocol.variants.length > 0 && (
        <ChoiceField
          label={t('technician.addPort.variant')}
          choices={protocol.variants.map((id) => ({ id, words: variantWords(id, t) }))}
          value={draft.variant}
          onChange={(variant) => {
            onDraft({ ...draft, variant })
          }}
        />
      )}
      <LineFields
        usual={protocol.line}
        draft={draft.line}
        onDraft={(line) => {
          onDraft({ ...draft, line })
        }}
      />
      <SetupFields
        fields={protocol.receiverFields}
        written={draft.written}
        onWritten={(written) => {
          onDraft({ ...draft, written })
        }}
        wrong={wrong}
      />
    </>
  )
}
