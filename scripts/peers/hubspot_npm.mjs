// What integrations of the first API versions do with npm's hubspot; arguments: URL of the sandbox, token.
// Run in a folder whose node_modules has the client.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const require = createRequire(join(process.cwd(), 'package.json'))
const Hubspot = require('hubspot')

const [url, token] = process.argv.slice(2)
const hubspot = new Hubspot({ accessToken: token, baseUrl: url, limiter: { minTime: 0 } })
const listed = (values) =>
  Object.entries(values).map(([name, value]) => ({ property: name, name, value }))
const refused = (call, status) => assert.rejects(call, (error) => error.statusCode === status)

const { contacts, companies, deals, engagements, tickets, files, forms, marketingEmail, workflows } = hubspot
const { vid } = await contacts.create({ properties: listed({ email: 'ann@example.com', firstname: 'Ann' }) })
await contacts.update(vid, { properties: listed({ city: 'Bern' }) })
assert.equal((await contacts.getByEmail('ann@example.com')).properties.city.value, 'Bern')
assert.equal((await contacts.createOrUpdate('ann@example.com', { properties: listed({ city: 'Thun' }) })).isNew, false)
await contacts.createOrUpdateBatch([{ email: 'ben@example.com', properties: listed({ firstname: 'Ben' }) }])
assert.equal((await contacts.get()).contacts.length, 2)
assert.equal((await contacts.search('ben')).total, 1)
await contacts.addSecondaryEmail(vid, 'ann@second.example')
assert.deepEqual(Object.keys(await contacts.getByIdBatch([vid])), [String(vid)])
const property = { name: 'shoe', label: 'Shoe', groupName: 'contactinformation', type: 'number', fieldType: 'number' }
await contacts.properties.upsert(property)
assert.equal((await contacts.properties.getByName('shoe')).label, 'Shoe')
await contacts.properties.delete('shoe')

const { companyId } = await companies.create({ properties: listed({ name: 'Acme', domain: 'acme.example' }) })
await companies.addContactToCompany({ companyId, contactVid: vid })
assert.deepEqual((await companies.getContactIds(companyId)).vids, [vid])
assert.equal((await companies.getByDomain('acme.example')).results[0].companyId, companyId)
const { dealId } = await deals.create({ properties: listed({ dealname: 'Big', dealstage: 'closedwon' }) })
await deals.associate(dealId, 'CONTACT', vid)
assert.equal((await deals.getAssociated('CONTACT', vid)).deals[0].dealId, dealId)
assert.equal((await hubspot.pipelines.get({}))[0].pipelineId, 'default')
const note = { engagement: { type: 'NOTE' }, metadata: { body: 'Hello' }, associations: { contactIds: [vid] } }
const noted = await engagements.create(note)
assert.equal((await engagements.getAssociated('CONTACT', vid)).results[0].engagement.id, noted.engagement.id)
assert.equal((await engagements.getCallDispositions()).length, 6)

const made = await tickets.createBatch(['A', 'B'].map((subject) => listed({ subject, hs_pipeline_stage: '1' })))
const ids = made.map((one) => one.objectId)
await tickets.updateBatch([{ objectId: ids[0], properties: listed({ subject: 'C' }) }])
assert.equal((await tickets.getById(ids[0], ['subject'])).properties.subject.value, 'C')
await tickets.deleteBatch(ids)
assert.deepEqual((await tickets.getAll()).objects, [])

const upload = { content: 'hello', fileName: 'a.txt', folderPath: '/docs' }
const file = (await files.upload(upload)).objects[0]
assert.deepEqual([file.name, file.size], ['a', 5])
assert.deepEqual(await files.getOne(file.id), file)
assert.equal((await files.get()).total_count, 1)
const folderId = file.folder_id
assert.equal((await files.upload({ content: 'x', fileName: 'b.txt', folderId })).objects[0].folder_id, folderId)

assert.deepEqual((await hubspot.pages.get({ limit: 1 })).objects, [])
assert.deepEqual(await hubspot.broadcasts.get(), [])
const email = await marketingEmail.create({ name: 'News', subject: 'Hello', emailBody: '<p>Hi</p>' })
assert.equal((await marketingEmail.update(email.id, { fromName: 'Ann' })).fromName, 'Ann')
assert.equal((await marketingEmail.clone(email.id, { name: 'Second' })).emailBody, '<p>Hi</p>')
assert.equal((await marketingEmail.versions(email.id)).length, 2)
assert.deepEqual(await marketingEmail.hasBufferedChanges(email.id), { hasChanges: false })
await marketingEmail.delete(email.id)
assert.equal((await marketingEmail.restore(email.id)).name, 'News')
assert.equal((await marketingEmail.statisticsById(email.id)).id, email.id)

const field = { name: 'email', label: 'E-mail', fieldType: 'text' }
const form = await forms.create({ name: 'Contact', formFieldGroups: [{ fields: [field] }] })
assert.equal((await forms.getSingleField(form.guid, 'email')).label, 'E-mail')
await forms.delete(form.guid)
const flow = await workflows.create({ name: 'Welcome', type: 'DRIP_DELAY', onlyEnrollsManually: true })
await workflows.enroll(flow.id, 'ann@example.com')
assert.equal((await workflows.current(vid)).length, 1)
assert.equal((await hubspot.integrations.getAccountDetails()).accountType, 'STANDARD')
await refused(hubspot.lists.get(), 404)
await refused(hubspot.owners.get(), 401)
assert.equal((await contacts.delete(vid)).deleted, true)
await refused(contacts.getById(vid), 404)
console.log('hubspot: round trip over the first API versions passed')
