from django.urls import path

from pages import views

app_name = "pages"

urlpatterns = [
    path("ordlista/", views.glossary, name="glossary"),
    path("ordlista/<slug:code>/", views.term, name="term"),
]
