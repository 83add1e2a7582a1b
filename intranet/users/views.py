"""The one door: Wagtail's and Django's own login addresses lead here."""

from django.contrib.auth.views import LoginView, LogoutView


class SignIn(LoginView):
    """Name and password; somebody who is signed in already goes on to where they were going."""

    template_name = "users/sign_in.html"
    redirect_authenticated_user = True


class SignOut(LogoutView):
    """Ends the session (POST only) and shows the sign-in form."""
