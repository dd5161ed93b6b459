"""Routes of the file manager."""

from hubspot_facade.sandbox.protocol.routing import Route, under

from . import responses

URLS: list[Route] = [
    ("POST", "/filemanager/api/v3/files/upload", responses.upload),
    ("POST", "/filemanager/api/v3/files/{fileId}/replace", responses.replace),
    ("GET", "/filemanager/api/v3/files/{fileId}/signed-url", responses.sign),
    *under(
        ("/filemanager/api/v2/files",),
        [
            ("GET", "", responses.get_files),
            ("GET", "/{fileId}", responses.get_file),
            ("POST", "/download-from-url", responses.download),
            ("POST", "/{fileId}", responses.replace_content),
            ("DELETE", "/{fileId}", responses.delete_file),
            ("POST", "/{fileId}/archive", responses.archive_file),
            ("POST", "/{fileId}/full-delete", responses.delete_for_good),
            ("POST", "/{fileId}/move-file", responses.move_file),
            ("GET", "/{fileId}/signed-url", responses.sign),
        ],
    ),
    *under(
        ("/filemanager/api/v2/folders",),
        [
            ("GET", "", responses.get_folders),
            ("POST", "", responses.create_folder),
            ("GET", "/{folderId}", responses.get_folder),
            ("PUT", "/{folderId}", responses.change_folder),
            ("DELETE", "/{folderId}", responses.delete_folder),
            ("POST", "/{folderId}/move-folder", responses.change_folder),
        ],
    ),
]
