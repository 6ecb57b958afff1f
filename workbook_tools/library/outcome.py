"""What became of one file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbook_tools.model import Evaluation, Finding, Submission

if TYPE_CHECKING:
    import pandas as pd

    from workbook_tools.facts.fact import Fact


@dataclass(frozen=True, slots=True, repr=False)
class Outcome:
    """What became of one file. `ok`: it was processed; what is wrong with its figures is in the findings.

    `submission` is what the workbook says, `evaluation` what follows from it: all of it, as records; None for a file
    that could not be processed. `written` are the paths that were written, the workbook first.
    """

    file: str
    ok: bool
    submission: Submission | None = None
    evaluation: Evaluation | None = None
    findings: tuple[Finding, ...] = ()
    written: tuple[Path, ...] = ()
    digest: str = ""  # SHA-256 of the file that was read

    def to_dict(self) -> dict[str, Any]:
        """The object of `--json`: amounts in 万元 as numbers, rates as fractions, what is unknown is None."""
        from workbook_tools.json_output import workbook_object

        return workbook_object(self.file, self.ok, self.submission, self.evaluation, self.findings, self.written)

    def rows_frame(self) -> pd.DataFrame:
        """The scored rows, one a line, under the names of `to_dict()["rows"]`; what is unknown is NaN."""
        from workbook_tools.library.frames import rows_frame

        return rows_frame(self.evaluation.rows if self.evaluation else ())

    def findings_frame(self) -> pd.DataFrame:
        """The findings, one a line, under the names of `to_dict()["findings"]`."""
        from workbook_tools.library.frames import findings_frame

        return findings_frame(self.findings)

    def facts(self) -> tuple[Fact, ...]:
        """Every figure of the results as one record each, with the cell that it came from; empty for a failed file.

        Warns (`UserWarning`) where the office's own aliases beside the workbook cannot be read.
        """
        from workbook_tools.facts.aliases import aliases_in
        from workbook_tools.facts.derive import facts_of

        if self.submission is None or self.evaluation is None:
            return ()
        path = Path(self.file)
        aliases, unread = aliases_in(path.parent)
        if unread:
            import warnings

            from workbook_tools.facts.aliases import unread_finding

            warnings.warn(unread_finding(path.parent, unread).message, stacklevel=2)
        return facts_of(
            self.submission,
            self.evaluation,
            self.findings,
            digest=self.digest,
            aliases=aliases,
            unnamed=path.stem,
        )

    def facts_frame(self) -> pd.DataFrame:
        """The facts, one a line, under the names of the table `facts`; figures are floats, what is unknown is NaN."""
        from workbook_tools.library.frames import facts_frame

        return facts_frame(self.facts())

    def __repr__(self) -> str:
        """One line; the whole is in the fields."""
        said = [repr(self.file), "ok" if self.ok else "failed"]
        if self.evaluation is not None:
            low, high = self.evaluation.score_low, self.evaluation.score_high
            scored = f"{low:f}" if low == high else f"{low:f}..{high:f}"
            points = self.evaluation.total_points.normalize()
            said += [f"score={scored}/{points:f}", f"rows={len(self.evaluation.rows)}"]
        said += [f"findings={len(self.findings)}", f"written={len(self.written)}"]
        return f"<Outcome {', '.join(said)}>"
