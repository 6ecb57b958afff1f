"""Each public function at work on the examples.

    python examples/library.py [FOLDER]

Results go into FOLDER (default: out); the examples themselves are only read.
"""

from __future__ import annotations

import sys
from pathlib import Path

from workbook_tools import Options, batch, check, letter, read, recompute, report

EXAMPLES = Path(__file__).resolve().parent
STATION = EXAMPLES / "yongping-2022.xlsx"


def main() -> None:
    out = Path(sys.argv[1] if len(sys.argv) > 1 else "out")

    # Compute a workbook into a folder; without `out` the results are written into the workbook itself.
    outcome = recompute(STATION, out=out, as_of="2023-07-31")
    print(outcome)
    print([path.name for path in outcome.written])
    print(outcome.to_dict()["score_range"])  # the object of --json
    print(outcome.rows_frame().groupby("state").size().to_dict())  # pandas from here on
    print(outcome.findings_frame()["severity"].value_counts().to_dict())

    # Findings only, and the reports only.
    for each in check(STATION).findings[:2]:
        print(each.severity, each.code, f"{each.sheet}!{each.cell}", each.message)
    print([path.suffix for path in report(STATION, out=out / "reports").written])
    print([path.name for path in letter(STATION, out=out / "letters").written])  # what the district sends back

    # What the workbook says, before anything is scored.
    indicators = read(STATION).tables["indicators"]
    print(indicators)
    print(indicators.to_frame().loc[:, ["level3", "item", "target", "target_number", "target_unit"]].head(3))

    # A folder of workbooks. One record of options serves all functions; a keyword overrides it.
    options = Options(report=False, as_of="2025-08-31", jobs=2)
    district = batch(EXAMPLES / "district", out / "district", options, anonymise=True)
    print(district)
    print([record.relative for record in district.records if record.status == "failed"])


if __name__ == "__main__":
    main()
