"""Addresses of money, surveys, and of what became of the evaluation in the budget."""

from django.urls import path

from shirube.desk.views import reflection, surveys
from shirube.desk.views.money import fill, overview, personnel, shares, tables_in

urlpatterns = [
    path("money/", overview.money, name="money"),
    path("money/book/", overview.book, name="money_book"),
    path("money/send/", tables_in.send, name="money_send"),
    path("money/columns/", tables_in.columns, name="money_columns"),
    path("money/check/", tables_in.check, name="money_check"),
    path("money/shares/", shares.shares, name="money_shares"),
    path("money/transfer/", shares.transfer, name="money_transfer"),
    path("money/personnel/", personnel.personnel, name="money_personnel"),
    path("money/fill/", fill.fill, name="money_fill"),
    path("surveys/", surveys.surveys, name="surveys"),
    path("surveys/question/", surveys.question, name="survey_question"),
    path("surveys/result/", surveys.result, name="survey_result"),
    path("surveys/use/", surveys.use, name="survey_use"),
    path("surveys/drafts/", surveys.into_drafts, name="survey_drafts"),
    path("surveys/stored/", surveys.into_stored, name="survey_stored"),
    path("reflection/", reflection.page, name="reflection"),
    path("reflection/paper/", reflection.paper, name="reflection_paper"),
]
