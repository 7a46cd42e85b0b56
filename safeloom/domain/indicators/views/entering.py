"""What is due, and entering the returns of one agency in one form."""

from dataclasses import dataclass
from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from safeloom.domain.indicators import commands, forms, queries
from safeloom.domain.indicators.cells import cell_of
from safeloom.domain.indicators.checking import check_all, rules_for
from safeloom.domain.indicators.definitions import State
from safeloom.domain.indicators.entries import Entry
from safeloom.domain.indicators.queries import rows
from safeloom.domain.indicators.queries.rows import Slot
from safeloom.domain.indicators.views.telling import trail
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.identity import drafts
from safeloom.foundation.records.commands import Stale
from safeloom.kernel.period_reading import read_period
from safeloom.web.forms import INVALID
from safeloom.web.uploads import Problem, RowsRefused
from safeloom.web.words import count_words


@open_to("return.see")
def due(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The returns that are due and late, by agency and quarter."""
    here, viewer = request.partnership, request.viewer
    found = queries.outstanding(here, viewer.day, viewer=viewer)
    own = rows.own_agencies(viewer, here)
    may = viewer.may("return.enter", here.pk)

    def place(each: queries.Due) -> tuple:
        return each.agency.name, str(each.agency.key), each.quarter

    groups = []
    for (name, agency, period), dues in groupby(sorted(found, key=place), place):
        dues = sorted(dues, key=lambda each: each.due)
        mine = may and (own is None or dues[0].agency.key in own)
        args = [here.key, agency, period.key()]
        groups.append(
            {
                "agency": name,
                "period": period.label(),
                "dues": dues,
                "late": sum(each.late for each in dues),
                "url": reverse("indicators:returns-enter", args=args) if mine else "",
            }
        )
    context = {
        "title": "Returns due",
        "groups": groups,
        "total": count_words(len(found), "return", "returns"),
        "late": sum(each.late for each in found),
        "upload": reverse("imports:send-returns", args=[here.key]) if may else "",
        "trail": trail(here),
    }
    return render(request, "indicators/due.html", context)


@dataclass
class Line:
    """One return in the form: its place, and its fields."""

    slot: Slot
    form: forms.ReturnForm
    number: int

    @property
    def wanted(self) -> bool:
        """Whether nothing final was returned yet."""
        return self.slot.there is None or self.slot.there.state == State.PROVISIONAL

    @property
    def title(self) -> str:
        """What it is, in a line."""
        about = f", {self.slot.about}" if self.slot.about else ""
        return f"{self.slot.measure.title}{about}"


@open_to("return.enter")
def enter(request: HttpRequest, partnership_key: str, agency, period: str) -> HttpResponse:
    """The returns an agency is asked for in a quarter, in one form. What is right is saved; what is
    not is named and stays as it was typed."""
    here, viewer = request.partnership, request.viewer
    whose = get_object_or_404(rows.agencies_to_return_for(viewer, here), pk=agency)
    try:
        span = read_period(period)
    except ValueError:
        raise Http404 from None
    draft = _draft(request) if request.method != "POST" else None
    posted = request.POST if request.method == "POST" else draft
    lines = _lines(rows.slots(whose, span, viewer.day), posted)
    status = 200
    if request.method == "POST":
        saved, wrong = _save(request, lines)
        if saved:
            messages.success(
                request, f"{count_words(saved, 'return', 'returns').capitalize()} saved."
            )
        if not wrong:
            if not saved:
                messages.info(request, "Nothing was changed.")
            return HttpResponseRedirect(reverse("indicators:returns-due", args=[here.key]))
        # What was saved is shown as it now stands; what was not, as it was typed.
        fresh = {_place(line.slot): line for line in _lines(rows.slots(whose, span, viewer.day))}
        lines = [line if _bad(line) else fresh[_place(line.slot)] for line in lines]
        status = INVALID
    context = {
        "title": f"Returns of {whose}, {span.label()}",
        "lines": lines,
        "returned": sum(not line.wanted for line in lines),
        "returned_open": all(not line.wanted for line in lines)
        or any(_bad(line) for line in lines if not line.wanted),
        "form": {"draft": _became_of(request, draft)},
        "wrong": [line for line in lines if _bad(line)],
        "cancel": reverse("indicators:returns-due", args=[here.key]),
        "trail": trail(here, ("Returns due", reverse("indicators:returns-due", args=[here.key]))),
    }
    return render(request, "indicators/enter.html", context, status=status)


def _draft(request: HttpRequest):
    asked = request.GET.get(drafts.PARAMETER)
    if asked is None:
        return None
    return drafts.held(request.viewer.account, asked, request.path)


def _became_of(request: HttpRequest, draft) -> str:
    """What the page says of a draft that was asked for."""
    if request.method == "POST" or drafts.PARAMETER not in request.GET:
        return ""
    return "gone" if draft is None else "given back"


def _lines(slots: list[Slot], posted=None) -> list[Line]:
    lines = []
    for number, slot in enumerate(slots):
        there = slot.there
        prefix = f"{slot.measure.key}.{slot.period.end}.{slot.about.pk if slot.about else 'all'}"
        initial = {"seen": there.revision if there else 0, "state": State.SUPPLIED}
        if there:
            names = ("numerator", "denominator", "value")
            initial |= {name: _plain(getattr(there, name)) for name in names}
            initial |= {"state": there.state, "narrative": there.narrative}
        form = forms.ReturnForm(
            posted,
            prefix=prefix,
            initial=initial,
            measure=slot.measure,
            again=bool(there and there.state == State.SUPPLIED),
        )
        lines.append(Line(slot, form, number + 1))
    return lines


def _plain(value):
    return None if value is None else format(value.normalize(), "f")


def _save(request: HttpRequest, lines: list[Line]) -> tuple[int, int]:
    """Write the lines that are right; how many were written, and how many are wrong."""
    here, viewer = request.partnership, request.viewer
    entries: dict[int, Entry] = {}
    for line in lines:
        if line.form.is_valid() and not (line.form.is_empty and not line.slot.there):
            entries[line.number] = _entry(line)
    own = rows.own_agencies(viewer, here)
    rules = rules_for(list(entries.values()), viewer.day, own)
    by_number = {line.number: line for line in lines}
    for problem in check_all(list(entries.values()), rules):
        _put(by_number[problem.row], problem)
    for number, entry in entries.items():
        there = rules.there.get(entry.place)
        if rules.changes(entry) and (there.revision if there else 0) != entry.seen:
            _meanwhile(by_number[number], there)
    good = [entry for number, entry in entries.items() if not _bad(by_number[number])]
    wrong = sum(_bad(line) for line in lines)
    try:
        written = commands.enter_returns(
            by=viewer.person, partnership=here, entries=good, own=own, day=viewer.day
        )
    except (Stale, RowsRefused):
        # Somebody wrote between the check and the writing: nothing of ours was.
        for entry in good:
            _meanwhile(by_number[entry.row], None)
        return 0, wrong + len(good)
    return written.new + written.restated, wrong


def _entry(line: Line) -> Entry:
    slot = line.slot
    return Entry(
        measure=slot.measure,
        period=slot.period,
        area=slot.area,
        agency=slot.agency,
        seen=line.form.cleaned_data.get("seen") or 0,
        row=line.number,
        **line.form.said,
    )


def _put(line: Line, problem: Problem) -> None:
    place = problem.field if problem.field in line.form.fields else None
    line.form.add_error(place, f"{problem.problem} {problem.mend}")


def _meanwhile(line: Line, there) -> None:
    """Say that somebody else returned it meanwhile, and let the next try replace that."""
    words = "Somebody else returned this meanwhile. Look at it, and save again to replace it."
    if there is not None:
        measure = line.slot.measure
        cell = cell_of(measure, there.state, there.numerator, there.denominator, there.value)
        who = there.entered_by or "The installation"
        words = f"{who} returned {cell.words} meanwhile. Save again to replace it."
        line.form.data = line.form.data.copy()
        line.form.data[line.form.add_prefix("seen")] = str(there.revision)
        if there.state == State.SUPPLIED:
            line.form.fields.setdefault("reason", forms.reason_field())
    line.form.add_error(None, words)


def _bad(line: Line) -> bool:
    return line.form.is_bound and bool(line.form.errors)


def _place(slot: Slot) -> tuple:
    return slot.measure.pk, slot.period, slot.about.pk if slot.about else None
