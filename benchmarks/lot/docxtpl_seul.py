"""docxtpl on the same act: opens the template, renders, saves; prints the count and CPU seconds as JSON."""

from __future__ import annotations

import io
import json
import sys
import time
from pathlib import Path

import docx
from docxtpl import DocxTemplate


def main() -> None:
    act = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    count = int(sys.argv[2])
    template = docx.Document()
    template.add_paragraph("{%p for ligne in entete %}")
    template.add_paragraph("{{ ligne }}")
    template.add_paragraph("{%p endfor %}")
    template.add_heading("{{ titre }}", 1)
    table = template.add_table(rows=3, cols=3)
    table.rows[0].cells[0].text = "{%tr for ligne in presence %}"
    for index, cell in enumerate(table.rows[1].cells):
        cell.text = f"{{{{ ligne[{index}] }}}}"
    table.rows[2].cells[0].text = "{%tr endfor %}"
    template.add_paragraph("{%p for bloc in blocs %}")
    template.add_paragraph("{{ bloc[0] }}").add_run("{{ bloc[1] }}")
    template.add_paragraph("{%p endfor %}")
    source = io.BytesIO()
    template.save(source)
    start = time.process_time()
    for rank in range(count):
        document = DocxTemplate(io.BytesIO(source.getvalue()))
        document.render({**act, "titre": f"{act['titre']} {rank}"}, autoescape=True)
        document.save(io.BytesIO())
    print(json.dumps({"actes": count, "cpu": time.process_time() - start}))


if __name__ == "__main__":
    main()
