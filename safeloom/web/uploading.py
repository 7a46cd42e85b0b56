"""Where an upload ends: nothing larger than is taken reaches the disk of the server."""

from io import BytesIO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

# So many times as much is listened to, for the sake of an answer that says what was wrong. Whoever
# sends more is hung up on.
PATIENCE = 4


class Stop(FileUploadHandler):
    """Set first of `FILE_UPLOAD_HANDLERS`. Of all the files of a request together no more is kept than
    one may have; one that is larger reaches the form empty, with its true size, so that the field can
    say so and the rest of the form is not lost."""

    sent = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Hand a chunk on to the handlers that keep it, or drop it."""
        self.sent += len(raw_data)
        if self.sent > PATIENCE * settings.FILE_MOST:
            raise StopUpload(connection_reset=True)
        return None if self.sent > settings.FILE_MOST else raw_data

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """The empty file of what was too large; None leaves it to the handler that kept it."""
        if self.sent <= settings.FILE_MOST:
            return None
        return UploadedFile(BytesIO(), self.file_name, self.content_type, size=file_size)
