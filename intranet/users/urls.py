from django.urls import path

from intranet.users import views

app_name = "users"

urlpatterns = [
    path("logga-in/", views.SignIn.as_view(), name="sign_in"),
    path("logga-ut/", views.SignOut.as_view(), name="sign_out"),
]
