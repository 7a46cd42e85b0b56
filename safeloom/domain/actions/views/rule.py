"""When an action is at risk: the days a partnership sets."""

from django.http import HttpRequest, HttpResponse

from safeloom.domain.actions import addresses
from safeloom.domain.actions.commands.rule import set_rule
from safeloom.domain.actions.forms import RuleForm
from safeloom.domain.actions.queries.states import rules_of, watch_of
from safeloom.foundation.access.pages import open_to
from safeloom.web.acting import act_on
from safeloom.web.words import count_words, date_words


@open_to("action.set")
def change(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """What holds today, what was and will be, and a form to set it from a day on."""
    here, day = request.partnership, request.viewer.day
    now = watch_of(here, day)

    def act(form: RuleForm) -> str:
        set_rule(by=request.viewer.person, partnership=here, **form.cleaned_data)
        since = date_words(form.cleaned_data["start"])
        return f"From {since} on actions are at risk by what you set."

    return act_on(
        request,
        RuleForm,
        act,
        title="When an action is at risk",
        button="Set days",
        back=addresses.page("rule", here),
        cancel=addresses.page("actions", here),
        initial={"start": day, "soon": now.soon, "quiet": now.quiet},
        lead="Its owner says so; or it is due soon and nobody has said anything of it for a while.",
        template="actions/rule.html",
        set=[
            (f"From {date_words(rule.start)}" if rule.start else "Until then", _words(rule))
            for rule in rules_of(here)
        ],
        now=_words(now),
        trail=[("Actions", addresses.page("actions", here))],
    )


def _words(rule) -> str:
    soon, quiet = (count_words(days, "day", "days") for days in (rule.soon, rule.quiet))
    return f"due within {soon}, and no update in the last {quiet}"
