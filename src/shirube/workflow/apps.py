"""The room as a Django app."""

from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    """Workflow: cycles, cases on their way, and every move."""

    name = "shirube.workflow"
    label = "workflow"
    verbose_name = "評価の進行"
