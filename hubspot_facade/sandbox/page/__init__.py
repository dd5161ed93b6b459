"""The sandbox's web page: what the portal holds and what it was asked, for people. `/` in a browser leads here.

Rendered on the server, without scripts and without anything from elsewhere.

GET   /_sandbox/page                        object types and their counts, the latest requests, how to connect
GET   /_sandbox/page/objects/{type}         records, newest first; ?q= searches, ?page=, ?archived=1, ?of={type}/{id}
GET   /_sandbox/page/objects/{type}/{id}    one record: properties, history, associations
GET   /_sandbox/page/properties/{type}      property definitions of a type; ?q=
GET   /_sandbox/page/pipelines              pipelines, their stages and how many records are in each
GET   /_sandbox/page/lists, …/lists/{id}    lists, and the records of one
GET   /_sandbox/page/requests               answered requests, newest first; ?method=, ?status=4xx, ?q=, ?refresh=2
GET   /_sandbox/page/requests/{number}      one request with its bodies, secrets hidden
GET   /_sandbox/page/webhooks               target URLs, and the webhooks that were sent, newest first; ?page=
GET   /_sandbox/page/webhooks/{number}      one webhook: what was signed, its headers, what the receiver answered
GET   /_sandbox/page/connect                base URL and snippets
POST  /_sandbox/page/seed                   fill the portal with made-up records: a form with `contacts`
"""
