"""The form of a picture: one that cannot be read to its last line is refused, with words instead of a fault."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Field
from PIL import Image as Picture
from wagtail.images.forms import BaseImageForm


class ImageForm(BaseImageForm):
    """Wagtail's form, whose file field also opens the picture as its later sizes will be made from it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"] = _whole(self.fields["file"])


def _whole(field: Field) -> Field:
    """The field of this one form (Django copies fields for each), which reads pictures to their end.

    Wagtail trusts the first bytes: a picture that breaks off after them is a fault there when it is measured, and later, in
    every list that shows it, when a small one is made.
    """
    measured = field.to_python

    def to_python(data: Any) -> Any:
        try:
            file = measured(data)
            if file is not None:
                with Picture.open(file) as picture:
                    picture.load()
                file.seek(0)
        except ValidationError:
            raise
        except Exception as error:  # Pillow's plugins raise whatever their format makes them raise
            raise ValidationError(field.error_messages["invalid_image"], code="invalid_image") from error
        return file

    field.to_python = to_python  # type: ignore[method-assign, assignment]  # the class is chosen by Wagtail, not by us
    return field
