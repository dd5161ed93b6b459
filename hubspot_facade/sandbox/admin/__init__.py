"""The sandbox's own endpoints under `/_sandbox/`. They need no token, are not logged and never fail on purpose.

POST   /_sandbox/reset      an empty portal; also forgets requests, faults and counted limits → 204
POST   /_sandbox/samples    the records that the sample payloads of the named operations refer to, with their ids → 204;
                            409 when the portal has something of the same name; nothing happens the second time
POST   /_sandbox/seed       made-up records that belong together: {contacts, seed, skip}, all optional, see
                            `hubspot_facade.sandbox.seeding` → 201 {records, milliseconds}
GET    /_sandbox/snapshots  {"results": [{name}, …]}
PUT    /_sandbox/snapshots/NAME           keep everything as it is under a name → 204
POST   /_sandbox/snapshots/NAME/restore   put everything back to how it was → 204; 404 when there is none
DELETE /_sandbox/snapshots/NAME           forget it → 204
GET    /_sandbox/requests   {"results": [{number, at, method, path, query, status, ms, answer, correlationId}, …]},
                            oldest first; `?limit=n` for the last n, `?after=number`, `?method=`, `?path=` (shell
                            wildcards), `?status=`
DELETE /_sandbox/requests   forget them → 204
GET    /_sandbox/stats      counts of requests, by status and by kind of answer, of records, and settings
POST   /_sandbox/owners     a further owner: {id, email, firstName, lastName, userId, teams}, all optional → 201
GET, POST, DELETE /_sandbox/faults   see `hubspot_facade.sandbox.faults`
GET    /_sandbox/portals    {"results": [{portalId, records}, …]}
POST   /_sandbox/portals    a further portal: {portalId} → 201 with a token of it
GET    /_sandbox/tokens     the tokens that were made
POST   /_sandbox/tokens     a token: {scopes, expiresIn}, both optional → 201 {token, portalId, scopes, expiresAt}
DELETE /_sandbox/tokens/…   accept it no longer → 204
GET    /_sandbox/webhooks   {"results": [{number, at, url, appId, attempt, events, headers, status, problem, ms}, …]}
POST   /_sandbox/webhooks   send a made-up event: {eventType, url, fields}, the last two optional → 202 with the event
GET    /_sandbox/clock      {now, offset}
POST   /_sandbox/clock      {advance: seconds}, {to: moment} or {offset: seconds}
GET    /_sandbox/settings   {tier, scopes, any_token, index_lag, retry_after, max_body, url_imports, durable,
                            client_secret, webhook_delay, job_looks, unsettled}
PATCH  /_sandbox/settings   others from now on, by the same names

GET    /_sandbox/page/…     the web page, see `hubspot_facade.sandbox.page`

What is about one portal is about the first, unless `?portal=` or the header X-Sandbox-Portal names another. Browsers
are answered for the sandbox's own pages only; see `hubspot_facade.sandbox.serving.guard`.
"""
