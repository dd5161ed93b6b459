"""The page that asks whether an app may have what it wants; one click says yes."""

from html import escape

from .models import Form

FIELDS = ("client_id", "redirect_uri", "scope", "optional_scope", "state", "code_challenge", "code_challenge_method")


def render(given: Form, portal_id: int) -> bytes:
    """The page as HTML; everything that came with the request is escaped."""
    hidden = "".join(
        f'<input type="hidden" name="{name}" value="{escape(given[name], quote=True)}">'
        for name in FIELDS
        if given.get(name)
    )
    scopes = (given.get("scope", "") + " " + given.get("optional_scope", "")).split()
    listed = "".join(f"<li><code>{escape(one)}</code></li>" for one in scopes) or "<li>nothing in particular</li>"
    return f"""<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><link rel="icon" href="data:,"><title>Connect an app</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>:root{{color-scheme:light dark}}
body{{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:10vh auto;padding:0 1rem}}
button{{font:inherit;padding:.6rem 1.2rem;border:0;border-radius:.3rem;background:#b5451f;color:#fff}}</style></head>
<body><main><h1>Connect an app</h1>
<p>The app <code>{escape(given["client_id"])}</code> asks account {portal_id} of this sandbox for:</p>
<ul>{listed}</ul>
<form method="post" action="/oauth/{portal_id}/authorize">{hidden}<button type="submit">Connect app</button></form>
</main></body></html>
""".encode()
