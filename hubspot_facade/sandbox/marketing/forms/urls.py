"""Routes of forms that stand in no document: version 2, and submissions, which HubSpot takes on a host of their own."""

from hubspot_facade.sandbox.protocol.routing import Route

from . import posted, responses, submissions

URLS: list[Route] = [
    ("GET", "/forms/v2/forms", responses.get_all),
    ("POST", "/forms/v2/forms", responses.create),
    ("GET", "/forms/v2/forms/{formGuid}", responses.get),
    ("POST", "/forms/v2/forms/{formGuid}", responses.update),
    ("POST", "/forms/v2/forms/{formGuid}/clone", responses.clone),
    ("DELETE", "/forms/v2/forms/{formGuid}", responses.delete),
    ("GET", "/forms/v2/fields/{formGuid}", responses.get_fields),
    ("GET", "/forms/v2/fields/{formGuid}/{fieldName}", responses.get_field),
    ("GET", "/form-integrations/v1/submissions/forms/{formGuid}", submissions.get_page),
    ("POST", "/submissions/v3/integration/submit/{portalId}/{formGuid}", submissions.submit),
    ("POST", "/submissions/v3/integration/secure/submit/{portalId}/{formGuid}", submissions.submit),
    ("POST", "/submissions/v2/post/upload/secure/{portalId}/{formGuid}", posted.submit_with_token),
    ("POST", "/uploads/form/v2/{portalId}/{formGuid}", posted.submit),
]
