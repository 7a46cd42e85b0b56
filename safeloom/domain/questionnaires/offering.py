"""What parts above may offer to questionnaires."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CertificateFile:
    """The certificate of a submission as a file to keep. `source` names a function of the certificate and of
    what the body is called that gives the bytes of a PDF."""

    source: str
