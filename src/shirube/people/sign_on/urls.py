"""Addresses of signing on: only those of allauth that a closed office needs, and our own."""

from allauth.account import views as allauth_views
from django.urls import include, path

from shirube.people.sign_on import views

own = [
    path("", views.account, name="account"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("invited/<str:ident>/<str:token>/", views.accept, name="invited"),
]
urlpatterns = [
    path("", include((own, "sign_on"))),
    path("login/", allauth_views.login, name="account_login"),
    path("logout/", allauth_views.logout, name="account_logout"),
    path("signup/", views.closed, name="account_signup"),
    path("inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("reauthenticate/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", allauth_views.password_change, name="account_change_password"),
    path("password/set/", allauth_views.password_set, name="account_set_password"),
    path("2fa/", include("allauth.mfa.urls")),
    path("outside/", include("allauth.socialaccount.urls")),
    path("outside/", include("allauth.socialaccount.providers.openid_connect.urls")),
]
