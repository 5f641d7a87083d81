"""Small archives: what any program for zip files finds in them."""

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from gongkai.datapackage.archive import packed, piece


@given(
    st.dictionaries(st.from_regex(r"[a-z][a-z0-9_/-]{0,20}[.]csv", fullmatch=True), st.lists(st.binary(), min_size=1))
)
def test_files_are_found_whole_in_whatever_pieces_they_came(files: dict[str, list[bytes]]) -> None:
    made = packed((name, [piece(part) for part in parts]) for name, parts in files.items())
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == {
            name: b"".join(parts) for name, parts in files.items()
        }


def test_a_piece_can_be_used_again_and_nothing_tells_when() -> None:
    shared = piece(b"a,b\n" * 100)
    made = packed([("a.csv", [shared, piece(b"1,2\n")]), ("b.csv", [shared, shared])])
    assert made == packed([("a.csv", [shared, piece(b"1,2\n")]), ("b.csv", [shared, shared])])
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.read("b.csv") == b"a,b\n" * 200
        for info in archive.infolist():
            assert info.date_time == (1980, 1, 1, 0, 0, 0)
            assert info.external_attr >> 16 == 0o100644
            assert info.compress_size < info.file_size
