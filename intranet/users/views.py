"""The one door: Wagtail's and Django's own login addresses lead here."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.utils.decorators import method_decorator


class SignIn(LoginView):
    """Name and password; somebody who is signed in already goes on to where they were going."""

    template_name = "users/sign_in.html"
    redirect_authenticated_user = True


@method_decorator(login_not_required, name="dispatch")
class SignOut(LogoutView):
    """Ends the session (POST only) and shows the sign-in form; somebody whose session has ended already gets there too."""
