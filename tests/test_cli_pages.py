"""What is typed as an answer to a page: taken, or refused in one sentence."""

from __future__ import annotations

import pytest

from relmap.cli.pages import _answers
from relmap.reports.questions import Question
from relmap.words import Trouble

ONE = Question("names", "By which names", "one", (("code", "code names"), ("names", "names")), "code")


def test_an_answer_that_is_empty_is_refused_in_a_sentence() -> None:
    assert dict(_answers([ONE], ["names=code names"])) == {"names": "code"}
    with pytest.raises(Trouble, match="is no answer to names"):
        dict(_answers([ONE], ["names="]))
