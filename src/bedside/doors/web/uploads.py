"""A cap on uploads that holds while the request is read."""

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from bedside.kit.images import MAX_BYTES

FILES = 4
MOST_BYTES = FILES * MAX_BYTES + 2 * 1024 * 1024


class CappedUploads(FileUploadHandler):
    """Refuses a request whose files are together larger than four pictures may be: no part of its form is used."""

    def handle_raw_input(self, *args: object, **kwargs: object) -> None:
        """Begin to count."""
        self.seen = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Count, and hand on."""
        self.seen += len(raw_data)
        if self.seen > MOST_BYTES:
            raise RequestDataTooBig
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """Leave the file to the next handler."""
        return None
