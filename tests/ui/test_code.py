"""The code panel shows short scripts whole and of long ones the beginning; the download has all."""

from streamlit.testing.v1 import AppTest

from mllab.ui.code import LINE, SHOWN, _part


def test_a_short_script_is_shown_as_it_is() -> None:
    assert _part("import pandas as pd\nframe = 1\n") == "import pandas as pd\nframe = 1\n"


def test_of_a_script_that_names_10_000_columns_the_beginning_is_shown() -> None:
    def panel() -> None:
        from mllab.script import Script
        from mllab.ui import code

        code(Script(f"names = {[f'c{n}' for n in range(10_000)]}\n" + "frame = frame.dropna()\n" * 2_000))

    at = AppTest.from_function(panel, default_timeout=60).run()
    (shown,) = at.code
    assert len(shown.value) == SHOWN
    assert shown.value.startswith("names = ['c0', 'c1',")
    assert max(map(len, shown.value.splitlines())) == LINE + 1
    assert "the download has all of it" in at.caption[0].value
