"""The certificate of a submission as a tagged PDF: what was handed in, when, by whom. No answer is in it."""

from safeloom.domain.questionnaires.queries.certificate import Certificate
from safeloom.foundation.notices.links import site_address
from safeloom.reports.document.pdf import compile_pdf, typst_source
from safeloom.reports.document.tree import Column, Document, Paragraph, Table, runs
from safeloom.web.words import lower_first, moment_words

TITLE = "Certificate of submission"
_SEALED = "A questionnaire"


def pdf_of(certificate: Certificate, body: str) -> bytes:
    """The PDF (PDF/UA-1) of a certificate; `body` is what the body is called. What is sealed is told by its
    reference alone."""
    return compile_pdf(typst_source(document_of(certificate, body)))


def document_of(certificate: Certificate, body: str) -> Document:
    """The certificate as a document."""
    response = certificate.response
    record, campaign = response.record, response.campaign
    assert record is not None
    about = response.about
    sealed = record.is_sealed or (about is not None and about.is_sealed)
    asked = _SEALED if sealed else campaign.record.title
    lines = [
        ("Reference", record.reference),
        ("Answers of", body),
        ("To", f"{asked}, {campaign.partnership.name}"),
        ("Submitted on", moment_words(certificate.at)),
    ]
    if certificate.by:
        lines.append(("Submitted by", certificate.by))
    lines += [
        (
            f"Signed off as {lower_first(one.capacity.title)}",
            f"{one.name}, {moment_words(one.at)}",
        )
        for one in certificate.signed
    ]
    lines += [
        ("Answers", f"{certificate.answers:,}"),
        ("Fingerprint of the answers", certificate.groups),
    ]
    rows = tuple((runs(name), runs(words)) for name, words in lines)
    return Document(
        title=TITLE,
        subtitle=asked,
        partnership=campaign.partnership.name,
        period=body,
        status=f"Submitted on {moment_words(certificate.at)}",
        parts=(
            Table("What was submitted", (Column("What"), Column("As submitted")), rows),
            Paragraph(runs("If any answer changes, the fingerprint changes.")),
        ),
        date=certificate.at.date(),
        site=site_address(""),
        one_sheet=True,
    )
