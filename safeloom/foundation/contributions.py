"""What the foundation offers."""

from safeloom.kernel.registry import AfterRestore, LinkKind, ReorganisationRule, TickJob, Tie

CONTRIBUTIONS = (
    AfterRestore("mail-in-doubt", "safeloom.foundation.backup.mails.doubt_what_waited", order=1),
    AfterRestore("search", "safeloom.foundation.search.keeping.after_restore", order=2),
    LinkKind("related", "Related to", "Related to", order=50),
    LinkKind("replaces", "Replaces", "Replaced by", order=60),
    LinkKind("answers", "Answers", "Answered by", order=70),
    TickJob("search", "safeloom.foundation.search.tick.bring_up_to_date", order=8),
    TickJob("audit-seal", "safeloom.foundation.audit.tick.seal", order=1),
    TickJob("audit-head", "safeloom.foundation.audit.tick.daily_head", order=2),
    TickJob("expired", "safeloom.foundation.access.tick.remove_what_expired", order=3),
    TickJob("files-scan", "safeloom.foundation.files.tick.scan", order=4),
    TickJob("files-clear", "safeloom.foundation.files.tick.clear", order=5),
    TickJob("forgotten", "safeloom.foundation.notices.forgotten.answer_asked", order=9),
    TickJob("mail", "safeloom.foundation.notices.tick.settle_and_remove", order=10),
    TickJob("digests", "safeloom.foundation.notices.digest.queue_digests", order=90),
    TickJob("retention", "safeloom.foundation.retention.tick.carry_on_confirmed", order=6),
    Tie("grant", "safeloom.foundation.access.leaving.grants", "principal_id"),
    Tie("membership", "safeloom.foundation.access.leaving.memberships", "member_id"),
    ReorganisationRule(
        "people",
        "People",
        ("foundation.Person", "foundation.AuditRow", "foundation.GrantReview"),
        stays="a person is the same whatever agency they work at, and so is who did something",
    ),
    ReorganisationRule(
        "entitlements",
        "Who may open sealed material",
        ("foundation.Entitlement",),
        stays="a merger shows nobody what was kept from them: whoever may open it says who of the new "
        "agency may",
    ),
)
