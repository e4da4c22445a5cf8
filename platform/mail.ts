import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import nodemailer from 'nodemailer'
import { newId } from './ids.ts'

export interface Mail {
  readonly to: string
  readonly subject: string
  /** Plain text: what a lawyer's mail filter never takes away. */
  readonly text: string
}

export interface Mailer {
  /** Hands a mail over, or writes it to the outbox. Send it from a job: it is tried again where the mail server does not answer. */
  send(mail: Mail): Promise<void>
  close(): void
}

export interface MailOptions {
  readonly smtpUrl: string | undefined
  readonly from: string
  /** Where mails are written that nobody hands over. */
  readonly outboxFolder: string
  /** Told once where mails are not sent. */
  say(line: string): void
}

/** The longest wait for a mail server, in milliseconds: a job that hangs helps nobody. */
const answerMsMax = 20_000
/** Connections to the mail server of one process. */
const connectionsMax = 2

/**
 * Outgoing mail: by SMTP, or, where no server is set, as `.eml` files in a folder that a person may read.
 *
 * @example
 * const mailer = openMailer({ smtpUrl: settings.smtpUrl, from: settings.mailFrom, outboxFolder: join(folder, 'outbox'), say })
 */
export function openMailer({ smtpUrl, from, outboxFolder, say }: MailOptions): Mailer {
  if (smtpUrl === undefined) {
    say(`No SMTP_URL is set: mails are not sent, they are written to ${outboxFolder}.`)
    return toFolder(outboxFolder, from)
  }
  const transport = nodemailer.createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: connectionsMax,
    connectionTimeout: answerMsMax,
    greetingTimeout: answerMsMax,
    socketTimeout: answerMsMax,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    send: async (mail) => {
      await transport.sendMail({ from, ...mail })
    },
    close: () => transport.close(),
  }
}

function toFolder(folder: string, from: string): Mailer {
  const transport = nodemailer.createTransport({
    streamTransport: true,
    buffer: true,
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    send: async (mail) => {
      const { message } = await transport.sendMail({ from, ...mail })
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const path = join(folder, `${newId()}.eml`)
      // Whoever looks into the folder never finds half a mail.
      await writeFile(`${path}.part`, message as Buffer, { mode: 0o600, flush: true })
      await rename(`${path}.part`, path)
    },
    close: () => transport.close(),
  }
}
