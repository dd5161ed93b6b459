// CRM round trip with npm's @hubspot/api-client; arguments: URL of the sandbox, token.
// Run in a folder whose node_modules has the client.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const require = createRequire(join(process.cwd(), 'package.json'))
const { Client } = require('@hubspot/api-client')

const [url, token] = process.argv.slice(2)
const client = new Client({ accessToken: token, basePath: url })
const { contacts, companies, deals, associations, owners, pipelines } = client.crm

async function refused(status, act) {
  try {
    await act()
  } catch (error) {
    assert.equal(error.code, status, JSON.stringify(error.body))
    return error
  }
  assert.fail(`no ${status}`)
}

const made = await contacts.basicApi.create({ properties: { email: 'Peer@Example.com' } })
assert.equal(made.properties.email, 'peer@example.com')
assert.ok(made.createdAt instanceof Date)
const found = await contacts.basicApi.getById(made.id, ['email', 'phone'], ['email'])
assert.equal(found.properties.phone, null)
assert.equal(found.propertiesWithHistory.email[0].value, 'peer@example.com')
const changed = await contacts.basicApi.update(made.id, { properties: { firstname: 'Pia' } })
assert.equal(changed.properties.firstname, 'Pia')
const conflict = await refused(409, () => contacts.basicApi.create({ properties: { email: 'peer@example.com' } }))
assert.match(conflict.body.message, new RegExp(`Existing ID: ${made.id}`))
await refused(400, () => contacts.basicApi.create({ properties: { nosuch: '1' } }))
await refused(404, () => contacts.basicApi.getById('999999999'))

const inputs = Array.from({ length: 25 }, (_, n) => ({ properties: { email: `p${n}@example.com` } }))
const batch = await contacts.batchApi.create({ inputs })
assert.equal(batch.results.length, 25)
const ids = batch.results.map((one) => one.id)
const read = await contacts.batchApi.read({ inputs: [{ id: ids[0] }, { id: '424242' }], properties: ['email'] })
assert.deepEqual(read.results.map((one) => one.id), [ids[0]])
assert.equal(read.numErrors, 1)
const upserted = await contacts.batchApi.upsert({
  inputs: [
    { id: 'p1@example.com', idProperty: 'email', properties: { city: 'Bern' } },
    { id: 'new@example.com', idProperty: 'email', properties: { city: 'Basel' } },
  ],
})
assert.deepEqual(upserted.results.map((one) => one._new).sort(), [false, true])
await contacts.batchApi.update({ inputs: ids.slice(0, 2).map((id) => ({ id, properties: { city: 'Chur' } })) })
assert.equal((await contacts.getAll()).length, 27)
const page = await contacts.searchApi.doSearch({
  filterGroups: [{ filters: [{ propertyName: 'city', operator: 'EQ', value: 'chur' }] }],
  sorts: ['-createdate'],
  properties: ['city'],
  limit: 1,
})
assert.equal(page.total, 2)
assert.equal(page.paging.next.after, '1')

const company = await companies.basicApi.create({ properties: { name: 'Peers', domain: 'peers.example' } })
const deal = await deals.basicApi.create({
  properties: { dealname: 'Big', dealstage: 'closedwon', amount: '12.5' },
  associations: [
    { to: { id: made.id }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 3 }] },
  ],
})
await associations.v4.basicApi.createDefault('contacts', made.id, 'companies', company.id)
await associations.v4.basicApi.create('contacts', made.id, 'companies', company.id, [
  { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 1 },
])
const listed = await associations.v4.basicApi.getPage('contacts', made.id, 'companies')
assert.deepEqual(listed.results[0].associationTypes.map((one) => one.typeId), [1, 279])
const whole = await contacts.basicApi.getById(made.id, undefined, undefined, ['companies', 'deals'])
assert.deepEqual(whole.associations.deals.results.map((one) => one.id), [deal.id])
await associations.v4.basicApi.archive('contacts', made.id, 'companies', company.id)
assert.deepEqual((await associations.v4.basicApi.getPage('contacts', made.id, 'companies')).results, [])

assert.ok((await owners.ownersApi.getPage()).results[0].email)
assert.equal((await pipelines.pipelinesApi.getAll('deals')).results[0].id, 'default')
const merged = await contacts.basicApi.merge({ primaryObjectId: ids[0], objectIdToMerge: ids[1] })
assert.ok(!ids.includes(merged.id))
await contacts.basicApi.archive(made.id)
await refused(404, () => contacts.basicApi.getById(made.id))
await contacts.batchApi.archive({ inputs: ids.slice(2).map((id) => ({ id })) })
assert.equal((await contacts.getAll()).length, 2)
console.log('@hubspot/api-client: round trip passed')
