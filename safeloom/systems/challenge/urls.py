"""Addresses of challenge and escalation. Nothing of what it is about stands in one."""

from django.urls import path

from safeloom.systems.challenge.views import (
    acting,
    disagreements,
    partners,
    raising,
    stages,
    themes,
)

app_name = "challenge"
ROOT = "<slug:partnership_key>/challenge/"
PATHS = {
    "": ("list", disagreements.listed),
    "raise/": ("raise", raising.raise_one),
    "themes/": ("themes", themes.report),
    "stages/": ("stages", stages.stages),
    "stages/example/": ("use-example", stages.use_example),
    "stages/change/": ("change-stages", stages.change),
    "stages/off/": ("turn-off", stages.turn_off),
    "partners/": ("partners", partners.listed),
    "partners/ask/": ("ask-partner", partners.ask),
    "partners/<slug:reference>/": ("partner", partners.record),
    "partners/<slug:reference>/answer/": ("answer-partner", partners.answer),
    "partners/<slug:reference>/again/": ("ask-again", partners.again),
    "partners/<slug:reference>/close/": ("close-partner", partners.close),
    "<slug:reference>/": ("disagreement", disagreements.record),
    "<slug:reference>/say/": ("say", raising.say),
    "<slug:reference>/up/": ("move-up", acting.move_up),
    "<slug:reference>/at-once/": ("at-once", acting.at_once),
    "<slug:reference>/agree/": ("agree", acting.agree),
    "<slug:reference>/settle/": ("settle", acting.settle),
    "<slug:reference>/withdraw/": ("withdraw", acting.withdraw),
}
urlpatterns = [path(ROOT + tail, view, name=name) for tail, (name, view) in PATHS.items()]
