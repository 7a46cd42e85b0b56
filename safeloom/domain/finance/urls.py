"""Addresses of the partnership's money. No person's name stands in one."""

from django.urls import path

from safeloom.domain.finance.views import (
    account,
    agreeing,
    heads,
    limits,
    paying,
    plans,
    reserves,
    spending,
    years,
)

app_name = "finance"
ROOT = "<slug:partnership_key>/plan/money/"
PATHS = {
    "": ("money", account.money),
    "years/": ("years", years.years),
    "years/add/": ("add-year", years.add),
    "years/<slug:reference>/": ("year", account.year),
    "years/<slug:reference>/change/": ("change-year", years.change),
    "years/<slug:reference>/close/": ("close-year", years.close),
    "years/<slug:reference>/agree/": ("agree", agreeing.agree),
    "years/<slug:reference>/budget/": ("set-budget", plans.set_budget),
    "heads/": ("heads", heads.heads),
    "heads/choose/": ("choose-heads", heads.choose),
    "heads/add/": ("add-head", heads.add),
    "heads/<uuid:pk>/change/": ("change-head", heads.change),
    "contributions/": ("contributions", paying.contributions),
    "contributions/<slug:reference>/": ("contribution", paying.contribution),
    "contributions/<slug:reference>/invoice/": ("invoice", agreeing.invoice),
    "contributions/<slug:reference>/receive/": ("receive", agreeing.receive),
    "invoices/<uuid:pk>/credit/": ("credit", agreeing.credit),
    "partners/": ("partners", paying.partners),
    "budget/": ("budget", plans.budget),
    "income/": ("income", plans.income),
    "income/add/": ("add-income", plans.add_income),
    "spending/": ("spending", spending.spending),
    "spending/ask/": ("ask", spending.ask),
    "spending/<slug:reference>/": ("spend", spending.spend),
    "spending/<slug:reference>/approve/": ("approve", spending.approve),
    "spending/<slug:reference>/reject/": ("reject", spending.reject),
    "spending/<slug:reference>/withdraw/": ("withdraw", spending.withdraw),
    "spending/<slug:reference>/pay/": ("pay", spending.pay),
    "reserves/": ("reserves", reserves.reserves),
    "reserves/add/": ("add-reserve", reserves.add),
    "reserves/<slug:reference>/": ("reserve", reserves.reserve),
    "reserves/<slug:reference>/move/": ("move", reserves.move),
    "limits/": ("limits", limits.limits),
    "limits/set/": ("set-limit", limits.set_limit),
    "limits/<uuid:pk>/end/": ("end-limit", limits.end_limit),
}
urlpatterns = [path(ROOT + tail, view, name=name) for tail, (name, view) in PATHS.items()]
