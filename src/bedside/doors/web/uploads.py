"""A cap on uploads that holds while the request is read."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import StopFutureHandlers, TemporaryFileUploadHandler

from bedside.kit.images import MAX_BYTES

FILES = 4
MOST_BYTES = FILES * MAX_BYTES + 2 * 1024 * 1024


class CappedUploads(TemporaryFileUploadHandler):
    """Writes uploads to temporary files, and refuses a request whose files are together too large for four pictures.

    Nothing of a refused request is used: Django's own way to stop would hand on the half-read form as if it were whole.
    """

    seen = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Take the file; no other handler needs to."""
        super().new_file(*args, **kwargs)
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Count, and write; raise RequestDataTooBig, the temporary file closed and gone."""
        self.seen += len(raw_data)
        if self.seen > MOST_BYTES:
            self.upload_interrupted()
            raise RequestDataTooBig
        super().receive_data_chunk(raw_data, start)
