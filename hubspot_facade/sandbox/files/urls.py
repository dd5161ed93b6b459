"""Routes of the files API."""

from hubspot_facade.sandbox.documents.completion import whole
from hubspot_facade.sandbox.protocol.routing import Route, under

from . import responses

DEEPEST = 8
FILES = "/files/{version}/files"
FOLDERS = "/files/{version}/folders"

URLS: list[Route] = whole(
    [
        *under(
            (FILES,),
            [
                ("POST", "", responses.create),
                ("GET", "/search", responses.search),
                ("POST", "/search", responses.search_by_body),
                ("POST", "/import-from-url/async", responses.import_from_url),
                ("GET", "/import-from-url/async/tasks/{taskId}/status", responses.task),
                ("GET", "/{fileId}", responses.get),
                ("PUT", "/{fileId}", responses.replace),
                ("PATCH", "/{fileId}", responses.update),
                ("DELETE", "/{fileId}", responses.delete),
                ("DELETE", "/{fileId}/gdpr-delete", responses.gdpr_delete),
                ("GET", "/{fileId}/signed-url", responses.sign),
                ("GET", "/{fileId}/download", responses.download),
            ],
        ),
        # slashes in a path may come quoted, as one segment, or plain, as many
        *(
            ("GET", f"{FILES}/stat" + "".join(f"/{{part{number}}}" for number in range(depth)), responses.stat)
            for depth in range(1, DEEPEST)
        ),
        *under(
            (FOLDERS,),
            [
                ("POST", "", responses.create_folder),
                ("GET", "/search", responses.search_folders),
                ("POST", "/update/async", responses.update_folder_later),
                ("GET", "/update/async/tasks/{taskId}/status", responses.task),
                ("GET", "/{folder}", responses.get_folder),
                ("PATCH", "/{folder}", responses.update_folder),
                ("DELETE", "/{folder}", responses.delete_folder),
            ],
        ),
        ("GET", "/files/signed/{fileId}", responses.signed),
    ]
)
