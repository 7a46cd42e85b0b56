"""What stewardship offers."""

from safeloom.kernel.registry import DemonstrationData, HomeCard, Navigation, PartPage, Permission

MANAGER = ("business-manager",)
STEWARD = ("information-governance",)
WATCHERS = ("business-manager", "information-governance")

CONTRIBUTIONS = (
    Permission("stewardship.see", "open stewardship", WATCHERS),
    Permission("account.manage", "make and close accounts", MANAGER),
    Permission("grant.manage", "give and end roles", MANAGER),
    Permission("second-step.manage", "say which roles ask for a second step", WATCHERS),
    Permission("grant.review", "review roles and end those not needed", WATCHERS),
    Permission("person.copy", "make a person’s copy of their data", WATCHERS),
    Permission("retention.see", "see what is kept how long", WATCHERS),
    Permission("retention.run", "set periods and holds, and end what is past its rule", STEWARD),
    Permission(
        "clock.set",
        "set how long clocks run, and closure days",
        ("business-manager", "coordinator"),
    ),
    PartPage("plans:first", "Clocks", "stewardship:clocks", "clock.set", order=95),
    Permission("audit.see", "see the audit", WATCHERS),
    Permission("mail.see", "see what became of mail", WATCHERS),
    Permission("mail.see-recipient", "see whom a mail is to", MANAGER),
    Permission("mail.settle", "settle mail in doubt, send it again or let it go", WATCHERS),
    Permission("file.follow", "see which files are kept, and what the scanner said", WATCHERS),
    Permission("leaving.see", "read how everything is taken elsewhere", WATCHERS),
    Navigation("Stewardship", "stewardship:hub", "stewardship.see", order=90),
    HomeCard("files", "Files", "needs_me", "safeloom.stewardship.kept_files.held", order=75),
    HomeCard("mail", "Mail", "needs_me", "safeloom.stewardship.mails.to_settle", order=80),
    HomeCard(
        "review", "Access review", "needs_me", "safeloom.stewardship.reviewing.to_review", order=70
    ),
    HomeCard(
        "next-review",
        "Access review",
        "coming",
        "safeloom.stewardship.reviewing.next_review",
        order=70,
    ),
    DemonstrationData("stewardship", "safeloom.stewardship.demonstration.make", order=5),
)
