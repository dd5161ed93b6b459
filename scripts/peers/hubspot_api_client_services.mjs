// Object types and services with npm's @hubspot/api-client; arguments: URL of the sandbox, token.
// Run in a folder whose node_modules has the client.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const require = createRequire(join(process.cwd(), 'package.json'))
const { Client } = require('@hubspot/api-client')

const [url, token] = process.argv.slice(2)
const client = new Client({ accessToken: token, basePath: url })
const { objects, contacts, lists, properties, pipelines, schemas, associations, owners } = client.crm
const moment = '2026-05-01T10:00:00Z'

const types = {
  calls: [{ hs_timestamp: moment }, { hs_call_title: 'B' }],
  carts: [{ hs_cart_name: 'A' }, { hs_cart_name: 'B' }],
  communications: [{ hs_timestamp: moment, hs_communication_channel_type: 'SMS' }, { hs_communication_body: 'B' }],
  companies: [{ name: 'A' }, { name: 'B' }],
  deals: [{ dealname: 'A', dealstage: 'qualifiedtobuy' }, { dealstage: 'closedwon' }],
  emails: [{ hs_timestamp: moment, hs_email_direction: 'EMAIL' }, { hs_email_subject: 'B' }],
  invoices: [{ hs_currency: 'USD' }, { hs_currency: 'EUR' }],
  leads: [{ hs_lead_name: 'A' }, { hs_lead_name: 'B' }],
  line_items: [{ name: 'A', price: '2', quantity: '3' }, { quantity: '4' }],
  meetings: [{ hs_timestamp: moment }, { hs_meeting_title: 'B' }],
  notes: [{ hs_timestamp: moment }, { hs_note_body: 'B' }],
  orders: [{ hs_order_name: 'A' }, { hs_order_name: 'B' }],
  products: [{ name: 'A' }, { name: 'B' }],
  quotes: [{ hs_title: 'A' }, { hs_title: 'B' }],
  tasks: [{ hs_timestamp: moment }, { hs_task_subject: 'B' }],
  tickets: [{ subject: 'A', hs_pipeline_stage: '1' }, { hs_pipeline_stage: '4' }],
}
for (const [type, [first, then]] of Object.entries(types)) {
  const made = await objects.basicApi.create(type, { properties: first, associations: [] })
  const changed = await objects.basicApi.update(type, made.id, { properties: then })
  assert.deepEqual(Object.fromEntries(Object.keys(then).map((name) => [name, changed.properties[name]])), then)
  const rule = { propertyName: 'hs_object_id', operator: 'EQ', value: made.id }
  const found = await objects.searchApi.doSearch(type, { filterGroups: [{ filters: [rule] }], limit: 1 })
  assert.deepEqual(found.results.map((one) => one.id), [made.id])
  const batch = await objects.batchApi.create(type, { inputs: [{ properties: first }, { properties: first }] })
  const inputs = batch.results.map((one) => ({ id: one.id }))
  const read = await objects.batchApi.read(type, { inputs: [...inputs, { id: '1' }], properties: [], propertiesWithHistory: [] })
  assert.deepEqual([read.results.length, read.numErrors], [2, 1])
  await objects.batchApi.archive(type, { inputs: [...inputs, { id: made.id }] })
  assert.deepEqual((await objects.basicApi.getPage(type)).results, [])
}

const inputs = ['ok@example.com', 'no address', 'ok@example.com'].map((email, n) => ({
  properties: { email },
  objectWriteTraceId: `t${n}`,
}))
const mixed = await contacts.batchApi.create({ inputs })
assert.deepEqual(mixed.errors.map((one) => one.category).sort(), ['CONFLICT', 'VALIDATION_ERROR'])
const id = mixed.results[0].id

const list = (await lists.listsApi.create({ name: 'L', objectTypeId: '0-1', processingType: 'MANUAL' })).list
assert.deepEqual((await lists.membershipsApi.add(list.listId, [id])).recordsIdsAdded, [id])
assert.equal((await lists.membershipsApi.getPage(list.listId)).results[0].recordId, id)
assert.equal((await lists.listsApi.doSearch({ query: 'L' })).total, 1)

const definition = { name: 'shoe', label: 'Shoe', type: 'number', fieldType: 'number', groupName: 'contactinformation' }
assert.equal((await properties.coreApi.create('contacts', definition)).name, 'shoe')
assert.equal((await properties.coreApi.update('contacts', 'shoe', { label: 'Size' })).label, 'Size')
await properties.coreApi.archive('contacts', 'shoe')
await assert.rejects(properties.coreApi.getByName('contacts', 'shoe'), (error) => error.code === 404)
const pipeline = await pipelines.pipelinesApi.create('deals', {
  label: 'P',
  displayOrder: 1,
  stages: [{ label: 'S', displayOrder: 0, metadata: { probability: '0.5' } }],
})
await pipelines.pipelinesApi.archive('deals', pipeline.id)
const labels = await associations.v4.schema.definitionsApi.create('contacts', 'companies', { name: 'adviser', label: 'Adviser' })
assert.equal(labels.results.length, 2)
assert.equal((await owners.ownersApi.getPage('ada.example@example.com')).results.length, 1)
const schema = await schemas.coreApi.create({
  name: 'boat',
  labels: { singular: 'Boat', plural: 'Boats' },
  primaryDisplayProperty: 'title',
  requiredProperties: ['title'],
  properties: [{ name: 'title', label: 'T', type: 'string', fieldType: 'text' }],
  associatedObjects: ['CONTACT'],
})
const boat = await objects.basicApi.create(schema.objectTypeId, { properties: { title: 'Ark' }, associations: [] })
assert.equal((await objects.basicApi.getById(schema.fullyQualifiedName, boat.id)).id, boat.id)

const file = { data: Buffer.from('Hello'), name: 'note.txt' }
const uploaded = await client.files.filesApi.upload(file, undefined, '/notes', 'note.txt', undefined, JSON.stringify({ access: 'PRIVATE' }))
assert.equal(uploaded.size, 5)
const signed = await client.files.filesApi.getSignedUrl(uploaded.id)
assert.equal(await (await fetch(signed.url)).text(), 'Hello')
const event = await client.marketing.events.basicApi.create({
  eventName: 'Fair',
  eventOrganizer: 'We',
  externalAccountId: 'a1',
  externalEventId: 'e1',
})
assert.equal(event.eventName, 'Fair')

const consent = new URLSearchParams({ client_id: 'app', redirect_uri: 'http://localhost/back', scope: 'oauth' })
const approved = await fetch(`${url}/oauth/authorize`, { method: 'POST', body: consent, redirect: 'manual' })
const code = new URL(approved.headers.get('location')).searchParams.get('code')
const tokens = await client.oauth.tokensApi.create('authorization_code', code, 'http://localhost/back', 'app', 'secret')
assert.equal(tokens.expiresIn, 1800)
assert.equal((await client.oauth.accessTokensApi.get(tokens.accessToken)).hubId, 48210117)

const developer = new Client({ developerApiKey: 'key', basePath: url })
await developer.webhooks.settingsApi.configure(77, { targetUrl: 'https://example.com/hook', throttling: { maxConcurrentRequests: 10 } })
const subscription = await developer.webhooks.subscriptionsApi.create(77, { eventType: 'contact.creation', active: true })
assert.equal((await developer.webhooks.subscriptionsApi.getAll(77)).results[0].id, subscription.id)

// the client waits a second and tries again when search is over its limit
const plan = { match: { method: 'POST', path: '/crm/*/search' }, fault: '429-search', times: 1 }
await fetch(`${url}/_sandbox/faults`, { method: 'POST', body: JSON.stringify(plan) })
const patient = new Client({ accessToken: token, basePath: url, numberOfApiCallRetries: 2 })
assert.equal((await patient.crm.contacts.searchApi.doSearch({ query: 'ok' })).total, 1)
console.log(`@hubspot/api-client: ${Object.keys(types).length} object types and services passed`)
