// Failures as npm's @hubspot/api-client meets them; arguments: URL of the sandbox, token.
// Run in a folder whose node_modules has the client.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const require = createRequire(join(process.cwd(), 'package.json'))
const { Client } = require('@hubspot/api-client')

const [url, token] = process.argv.slice(2)
const client = new Client({ accessToken: token, basePath: url, numberOfApiCallRetries: 2 })
const fail = async (fault) =>
  assert.equal((await fetch(`${url}/_sandbox/faults`, { method: 'POST', body: JSON.stringify(fault) })).status, 201)
const search = () => client.crm.contacts.searchApi.doSearch({ filterGroups: [] })
const requests = async () => (await (await fetch(`${url}/_sandbox/requests`)).json()).results.map((one) => one.status)
console.debug = console.error = () => {}

await fail({ status: 502 })
assert.equal((await search()).total, 0)
await fail({ status: 429, policy: 'SECONDLY' })
assert.equal((await search()).total, 0)
assert.deepEqual(await requests(), [502, 200, 429, 200])

await fail({ status: 429, policy: 'DAILY' })
await assert.rejects(search, (error) => error.code === 429 && error.body.policyName === 'DAILY')
assert.equal((await requests()).length, 5)
console.log('@hubspot/api-client: failures passed')
