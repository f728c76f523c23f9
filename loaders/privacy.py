"""What personal data a source may not bring in: identity codes never, contact details only when they are asked for and
then none that are private, unless there is consent."""

import re
from dataclasses import dataclass

from stdnum.fi import hetu

from yhdysverkko.graph.ontology import Kind
from yhdysverkko.graph.records import MASK, BadValue
from yhdysverkko.graph.values import Value

# What must not stand before the code is looked at after its first digit: every row passes here, so speed counts.
_LIKE_HETU = re.compile(r"[0-3](?<![0-9A-Za-z].)\d[01]\d{3}[-+A-FU-Ya-fu-y]\d{3}[0-9A-Ya-y](?![0-9A-Za-z])", re.DOTALL)


PRIVATE_MAILBOXES = (
    "gmail.com", "googlemail.com", "hotmail.com", "hotmail.fi", "outlook.com", "live.com", "live.fi", "msn.com",
    "yahoo.com", "icloud.com", "me.com", "proton.me", "protonmail.com", "luukku.com", "suomi24.fi", "elisanet.fi",
    "kolumbus.fi", "saunalahti.fi", "netti.fi", "pp.inet.fi", "welho.com", "surffi.fi", "jippii.fi", "gmx.com",
)  # fmt: skip


@dataclass
class Contacts:
    """Whether contact details are kept, and how many were not."""

    keep: bool = False
    dropped: int = 0


def refuse_identity_code(text: str) -> None:
    """Raise BadValue, without the code in it, if `text` holds a Finnish personal identity code."""
    if _LIKE_HETU.search(text) and any(hetu.is_valid(code) for code in _LIKE_HETU.findall(text)):
        raise BadValue("", MASK, "loaders.identity_code")


def protect(kind: Kind, properties: dict[str, Value]) -> None:
    """Make what a row states of a person fit to be stored: a volunteer is shown inside only, unless the row says
    otherwise or that they consented. Raises BadValue, without the value in it, for private contact details of somebody
    of whose consent it says nothing."""
    if kind.name != "Person" or "consent" in properties:
        return
    volunteer = properties.get("subject") == "volunteer"
    if volunteer:
        properties.setdefault("visibility", "internal")
    if is_private_mailbox(str(properties.get("email", ""))):
        raise BadValue("email", MASK, "loaders.private_mailbox")
    if volunteer and is_mobile(str(properties.get("phone", ""))):
        raise BadValue("phone", MASK, "loaders.private_mobile")


def is_private_mailbox(address: str) -> bool:
    """Whether an e-mail address is in a service for private people, and so nobody's work address."""
    domain = address.rpartition("@")[2].casefold()
    return any(domain == known or domain.endswith(f".{known}") for known in PRIVATE_MAILBOXES)


def is_mobile(number: str) -> bool:
    """Whether a Finnish phone number is that of a mobile phone."""
    digits = re.sub(r"\D", "", number)
    national = digits.removeprefix("00").removeprefix("358").removeprefix("0")
    return bool(re.match("4|50", national))
