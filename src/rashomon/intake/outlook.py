"""Mail that Outlook saved (.msg): put together as the mail that it was, so that what holds for mail holds for it.

`python-oxmsg` reads it, which is asked for by those who have such mail: pip install 'rashomon[msg]'.
"""

from __future__ import annotations

from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from rashomon.errors import RashomonError
from rashomon.intake import mail

_TOLD = ("Message-ID", "List-Id", "List-Unsubscribe", "List-Post")
"""Of the headers that it came with, those that say of what sort it is."""
_EMBEDDED = "__substg1.0_3701000D"
"""Where a message lies that is attached to another."""


def message(data: bytes, name: str, pictures: bool) -> dict[str, Any]:
    """What a message tells, as `mail.message` says it. For the child. Raises RashomonError."""
    try:
        from oxmsg import Message
    except ImportError as error:
        why = "it is mail of Outlook, which needs python-oxmsg to read"
        fix = "Install it: pip install 'rashomon[msg]'; or save the mail as EML."
        raise RashomonError(name, why, fix) from error
    found = Message.load(data)
    if not (found.body or found.html_body or found.attachments):
        why = "its text is in Outlook's own format alone, or it has none"
        raise RashomonError(name, why, "Open it in Outlook, and save it as EML or as text.")
    return mail.told(as_mail(found), name, pictures)


def as_mail(found: Any) -> EmailMessage:
    """The message of python-oxmsg as one of Python's."""
    made = EmailMessage()
    sent, came_with = found.sent_date, {k.casefold(): v for k, v in found.message_headers.items()}
    headers = {
        "Subject": found.subject,
        "From": found.sender,
        "Date": came_with.get("date") or (sent and format_datetime(sent)),
        **{name: came_with.get(name.casefold()) for name in _TOLD},
    }
    for header, value in headers.items():
        if value:
            made[header] = _plain(" ".join(value.split()))
    made.set_content(_plain(found.body or ""))
    if found.html_body:
        made.add_alternative(_plain(found.html_body), subtype="html")
    for attached in found.attachments:
        content = attached.file_bytes or b""
        file = _plain(attached.file_name or "") or "unnamed"
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=file)
    return made


def _plain(text: str) -> str:
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
