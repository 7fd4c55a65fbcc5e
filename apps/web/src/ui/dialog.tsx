import './dialog.css'
import { Dialog as Radix } from 'radix-ui'
import { useLayoutEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { Button, IconButton } from './button.tsx'
import { TextInput } from './field.tsx'
import { focusOpener, rememberOpener } from './return-focus.ts'

type DialogProps = {
  isOpen: boolean
  onClose: () => void
  title: string
  description?: string
  /** `drawer` slides in from the right (a sheet from below on phones). */
  shape?: 'dialog' | 'wide' | 'drawer'
  children: ReactNode
  footer?: ReactNode
}

/** Holds the focus until closed by its button, Esc or a click outside; then it returns to what opened it. */
export function Dialog({ isOpen, onClose, ...content }: DialogProps) {
  const opener = useOpener(isOpen)
  return (
    <Radix.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="dialog-scrim" />
        <DialogContent {...content} opener={opener} />
      </Radix.Portal>
    </Radix.Root>
  )
}

/** What has the focus when the dialog is asked for, before its opener may be taken away and a field inside takes it. */
function useOpener(isOpen: boolean): Element | null {
  const [seen, setSeen] = useState(() => ({ isOpen, opener: isOpen ? document.activeElement : null }))
  if (seen.isOpen !== isOpen) setSeen({ isOpen, opener: isOpen ? document.activeElement : seen.opener })
  return seen.opener
}

type ContentProps = Omit<DialogProps, 'isOpen' | 'onClose'> & { opener: Element | null }

function DialogContent({ title, description, shape = 'dialog', children, footer, opener }: ContentProps) {
  const content = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (content.current !== null) rememberOpener(content.current, opener)
  }, [opener])
  return (
    <Radix.Content
      ref={content}
      className={`dialog dialog-${shape}`}
      onEscapeKeyDown={(event) => {
        // The list that is open in a field closes first; one that is the dialog itself, as of the search, has no other way out.
        if (isOpenList(event.target)) event.preventDefault()
      }}
      onCloseAutoFocus={(event) => {
        event.preventDefault()
        if (event.target instanceof Element) focusOpener(event.target)
      }}
      {...(description === undefined ? { 'aria-describedby': undefined } : {})}
    >
      <header className="dialog-head">
        <div>
          <Radix.Title className="dialog-title">{title}</Radix.Title>
          {description !== undefined && (
            <Radix.Description className="dialog-description">{description}</Radix.Description>
          )}
        </div>
        <Radix.Close asChild>
          <IconButton icon="close" label="关闭" />
        </Radix.Close>
      </header>
      <div className="dialog-body">{children}</div>
      {footer && <footer className="dialog-foot">{footer}</footer>}
    </Radix.Content>
  )
}

function isOpenList(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('.search-select [aria-expanded=true]')
}

export function Drawer(props: Omit<DialogProps, 'shape'>) {
  return <Dialog {...props} shape="drawer" />
}

type ConfirmProps = {
  isOpen: boolean
  onClose: () => void
  onConfirm: () => void
  title: string
  children: ReactNode
  confirmWord: string
  isDanger?: boolean
  isBusy?: boolean
  /** False while what the children ask for is still missing. */
  isReady?: boolean
  /** What must be typed before the button works, for acts that cannot be undone. */
  mustType?: string
}

/** Asks once more, naming the act on the button instead of 确定. */
export function ConfirmDialog(props: ConfirmProps) {
  const { isOpen, onClose, onConfirm, title, children, confirmWord, mustType } = props
  const { isDanger = false, isBusy = false, isReady = true } = props
  const [typed, setTyped] = useState('')
  const close = () => {
    setTyped('')
    onClose()
  }
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      title={title}
      footer={
        <>
          <Button onClick={close}>取消</Button>
          <Button
            kind={isDanger ? 'danger' : 'primary'}
            isBusy={isBusy}
            disabled={!isReady || (mustType !== undefined && typed.trim() !== mustType)}
            onClick={onConfirm}
          >
            {confirmWord}
          </Button>
        </>
      }
    >
      {children}
      {mustType !== undefined && (
        <label className="field dialog-typed">
          <span className="field-label">请输入“{mustType}”以确认</span>
          <TextInput value={typed} onChange={(event) => setTyped(event.target.value)} autoComplete="off" />
        </label>
      )}
    </Dialog>
  )
}
