import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSettings, SettingsError, variables } from './settings.ts'

test('with nothing set, everything has its value', () => {
  const settings = readSettings({})
  assert.equal(settings.port, 4310)
  assert.equal(settings.url, 'http://localhost:4310')
  assert.match(settings.dataFolder, /data$/)
  assert.ok(settings.workers >= 1)
  assert.equal(settings.s3, undefined)
})

test('what is set is taken', () => {
  const settings = readSettings({
    PORT: '8080',
    SECONDCHAIR_URL: 'https://desk.example.com/',
    SECONDCHAIR_WORKERS: '0',
    SMTP_URL: '',
    HOST: '0.0.0.0',
  })
  assert.deepEqual(
    [settings.port, settings.url, settings.workers, settings.smtpUrl, settings.host],
    [8080, 'https://desk.example.com', 0, undefined, '0.0.0.0'],
  )
})

test('every variable that cannot be taken is named with its remedy, and never its value', () => {
  const wrong = {
    PORT: 'http',
    DATABASE_URL: 'mysql://root:hunter2@host/db',
    SECONDCHAIR_SECRET: 'hunter2',
    SECONDCHAIR_S3_BUCKET: 'files',
  }
  assert.throws(
    () => readSettings(wrong),
    (error: unknown) => {
      assert.ok(error instanceof SettingsError)
      for (const name of ['PORT', 'DATABASE_URL', 'SECONDCHAIR_SECRET', 'SECONDCHAIR_S3_ENDPOINT', 'SECONDCHAIR_S3_ACCESS_KEY_ID'])
        assert.match(error.message, new RegExp(`^${name}: `, 'm'))
      assert.doesNotMatch(error.message, /hunter2/)
      return true
    },
  )
})

test('a store for blobs is set whole', () => {
  const s3 = {
    SECONDCHAIR_S3_ENDPOINT: 'https://s3.example.com',
    SECONDCHAIR_S3_BUCKET: 'files',
    SECONDCHAIR_S3_ACCESS_KEY_ID: 'id',
    SECONDCHAIR_S3_SECRET_ACCESS_KEY: 'key',
  }
  assert.deepEqual(readSettings(s3).s3, {
    endpoint: 'https://s3.example.com',
    bucket: 'files',
    region: 'us-east-1',
    accessKeyId: 'id',
    secretAccessKey: 'key',
  })
})

test('every variable says what it means, what stands for it, and what it may be', () => {
  for (const [name, { meaning, fallback, limit }] of Object.entries(variables)) assert.ok(meaning && fallback && limit, name)
})
