"""What was cut, altered, repeated, left out or moved in an envelope is noticed before it is used."""

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeloom.foundation.backup import envelope
from safeloom.foundation.backup.envelope import NotWhole, Opener, Sealer

SECRET = b"a secret that is long enough"
SIZE = 32
whole = st.binary(max_size=5 * SIZE)


@pytest.fixture(autouse=True, scope="module")
def small():
    """Small chunks and a quick key, or a thousand examples take an hour."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(envelope, "CHUNK", SIZE)
        patch.setattr(envelope, "_SCRYPT", envelope._SCRYPT | {"n": 2})
        yield


def sealed(plain: bytes, secret: bytes = SECRET) -> bytes:
    into = io.BytesIO()
    sealer = Sealer(into, secret)
    for at in range(0, len(plain), 7):
        sealer.write(plain[at : at + 7])
    sealer.close()
    return into.getvalue()


def opened(archive: bytes, secret: bytes = SECRET) -> bytes:
    opener, given_ = Opener(io.BytesIO(archive), secret), b""
    while part := opener.read(11):
        given_ += part
    return given_


@given(whole)
def test_what_was_sealed_is_opened(plain):
    archive = sealed(plain)
    assert opened(archive) == plain
    assert len(plain) < 8 or plain not in archive[envelope._HEAD :]


@given(whole, st.data())
def test_an_altered_bit_is_noticed(plain, data):
    archive = bytearray(sealed(plain))
    archive[data.draw(st.integers(0, len(archive) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(NotWhole):
        opened(bytes(archive))


@given(whole, st.data())
def test_wherever_it_is_cut_off_it_is_noticed(plain, data):
    archive = sealed(plain)
    with pytest.raises(NotWhole):
        opened(archive[: data.draw(st.integers(0, len(archive) - 1))])


@given(whole, st.binary(min_size=1, max_size=2 * SIZE))
def test_what_was_put_behind_it_is_noticed(plain, more):
    with pytest.raises(NotWhole):
        opened(sealed(plain) + more)


@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(st.binary(min_size=3 * SIZE, max_size=6 * SIZE), st.data())
def test_chunks_that_were_moved_repeated_or_left_out_are_noticed(plain, data):
    archive = sealed(plain)
    head, body = archive[: envelope._HEAD], archive[envelope._HEAD :]
    step = SIZE + envelope.TAG
    chunks = [body[at : at + step] for at in range(0, len(body), step)]
    other = data.draw(st.lists(st.sampled_from(chunks), max_size=len(chunks) + 1))
    if other != chunks:
        with pytest.raises(NotWhole):
            opened(head + b"".join(other))


@given(whole)
def test_chunks_of_another_archive_do_not_fit(plain):
    one, other = sealed(plain + b"x" * SIZE), sealed(plain + b"x" * SIZE)
    with pytest.raises(NotWhole):
        opened(one[: envelope._HEAD] + other[envelope._HEAD :])


@pytest.mark.parametrize("secret", [b"", b"a secret that is long enougH"])
def test_another_secret_is_said(secret):
    with pytest.raises(NotWhole, match="The secret is not the one"):
        opened(sealed(b"x"), secret)


@pytest.mark.parametrize("archive", [b"", b"PK\x03\x04", envelope.MAGIC, b"x" * 500])
def test_another_file_is_said(archive):
    with pytest.raises(NotWhole, match="no archive of"):
        opened(archive)
