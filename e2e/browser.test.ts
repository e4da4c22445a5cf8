import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { launchBrowser } from './browser.ts'

test('a browser opens a page of this machine, runs its script and takes its picture', async (t) => {
  const server = createServer((_, response) =>
    response.setHeader('content-type', 'text/html').end('<h1>Second chair</h1><script>document.title = 6 * 7</script>'),
  )
  server.listen(0, '127.0.0.1')
  t.after(() => server.close())
  await once(server, 'listening')
  const browser = await launchBrowser()
  t.after(() => browser.close())

  const page = await browser.newPage({ viewport: { width: 320, height: 200 } })
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const picture = await page.screenshot()
  assert.equal(await page.title(), '42')
  assert.deepEqual([picture.readUInt32BE(16), picture.readUInt32BE(20)], [320, 200], 'a PNG of that size')
  // Without fonts, letters have no width.
  const width = await page.evaluate(
    "(() => { const s = document.createElement('span'); s.textContent = 'w'; document.body.append(s); return s.offsetWidth })()",
  )
  assert.ok(Number(width) > 4)
})
