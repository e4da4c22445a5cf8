import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { SMTPServer } from 'smtp-server'
import { openMailer } from './mail.ts'

const mail = {
  to: 'asha@example.com',
  subject: 'A question waits for you – Matter 7',
  text: 'Which law governs?\n\nhttp://localhost:4310/rfis/1',
}
const from = 'Secondchair <desk@example.com>'

test('a mail is handed over to the server that is set', async () => {
  const received: { from: string; to: string[]; text: string }[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        received.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          text: Buffer.concat(chunks).toString(),
        })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const said: string[] = []
  const { port } = server.server.address() as AddressInfo
  const mailer = openMailer({ smtpUrl: `smtp://127.0.0.1:${port}`, from, outboxFolder: '/nowhere', say: (line) => said.push(line) })

  await mailer.send(mail)

  mailer.close()
  await new Promise<void>((resolve) => server.close(() => resolve()))
  assert.equal(received.length, 1)
  assert.deepEqual([received[0]?.from, received[0]?.to], ['desk@example.com', ['asha@example.com']])
  assert.match(received[0]?.text ?? '', /Which law governs\?/)
  assert.deepEqual(said, [])
})

test('a mail server that does not answer is an error', async () => {
  const mailer = openMailer({ smtpUrl: 'smtp://127.0.0.1:1', from, outboxFolder: '/nowhere', say: () => undefined })
  await assert.rejects(mailer.send(mail), /ECONNREFUSED/)
  mailer.close()
})

test('without a server mails are written to a folder, which is said; no line of a subject becomes a header', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'secondchair-mail-'))
  const outboxFolder = join(folder, 'outbox')
  const said: string[] = []
  const mailer = openMailer({ smtpUrl: undefined, from, outboxFolder, say: (line) => said.push(line) })

  await mailer.send({ ...mail, subject: 'Hello\r\nBcc: everybody@example.com' })

  const [name = '', ...more] = await readdir(outboxFolder)
  assert.match(name, /^[0-9a-f-]{36}\.eml$/)
  assert.equal(more.length, 0)
  const text = await readFile(join(outboxFolder, name), 'utf8')
  assert.match(text, /^To: asha@example\.com\r$/m)
  assert.doesNotMatch(text, /^Bcc:/m)
  assert.equal(said.length, 1)
  assert.match(said[0] ?? '', /outbox/)
  await rm(folder, { recursive: true })
})
