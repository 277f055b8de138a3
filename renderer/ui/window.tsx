import { useContext, type ReactNode } from 'react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { WindowsClosed } from './windows-closed.ts'

interface WindowProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A question or a page over the board. Escape closes it; the focus returns to where it was. */
export function Window({ title, onClose, children }: WindowProps) {
  // A window would hold the keyboard, and hide the lost page from a screen reader.
  if (useContext(WindowsClosed)) return null
  return (
    <ModalOverlay
      isOpen
      isDismissable
      className="window-ground"
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
    >
      <Modal className="window">
        <Dialog className="window-body">
          <Heading slot="title" className="window-title">
            {title}
          </Heading>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
