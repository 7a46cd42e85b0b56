"""Identifiers of agencies and areas: their right form, not whether they exist.

Each function returns the identifier in its usual form (spaces off, letters large) or raises
`ValueError` with what the right form is.
"""

import re

GSS_KINDS = {
    "E06": "unitary authority",
    "E07": "district",
    "E08": "metropolitan district",
    "E09": "London borough",
    "E10": "county",
    "E12": "region",
    "E23": "police force area",
    "E38": "sub-integrated care board",
    "E54": "integrated care board",
    "E92": "country",
}
_ENGLAND = "E92000001"


def ods_code(text: str) -> str:
    """An Organisation Data Service code of the NHS: 3 to 10 letters and digits (`QE1`, `RXN`)."""
    return _matched(
        text, r"[A-Z0-9]{3,10}", "an ODS code is 3 to 10 letters and digits, such as QE1"
    )


def urn(text: str) -> str:
    """A school's Unique Reference Number (GIAS): 6 digits, the first not 0."""
    return _matched(text, r"[1-9][0-9]{5}", "a URN is 6 digits, such as 119201")


def dfe_la_code(text: str) -> str:
    """A local authority's code at the Department for Education: 3 digits from 201 to 999."""
    code = _matched(text, r"[2-9][0-9]{2}", "a DfE local authority code is 3 digits, such as 888")
    if code == "200":
        raise ValueError("DfE local authority codes begin at 201; check the code")
    return code


def gss_code(text: str, *kinds: str) -> str:
    """A code of the Government Statistical Service for a place in England: `E10000017`.

    It begins with the kind of place (`GSS_KINDS`). With `kinds` only those are taken. Raises
    `ValueError` for another form or kind.
    """
    wanted = kinds or tuple(GSS_KINDS)
    named = " or ".join(f"{kind} ({GSS_KINDS[kind]})" for kind in kinds) or "its kind, such as E10"
    form = f"a GSS code here is E and 8 digits and begins with {named}"
    code = _matched(text, r"E[0-9]{8}", form)
    if code[:3] not in wanted or (code.startswith("E92") and code != _ENGLAND):
        raise ValueError(f"“{code}”: {form}")
    return code


def gss_kind(code: str) -> str:
    """What kind of place a valid GSS code stands for, in words."""
    return GSS_KINDS[gss_code(code)[:3]]


def _matched(text: str, form: str, message: str) -> str:
    bare = "".join(text.split()).upper()
    if not re.fullmatch(form, bare, re.ASCII):
        raise ValueError(f"“{text.strip()}”: {message}" if bare else message)
    return bare
