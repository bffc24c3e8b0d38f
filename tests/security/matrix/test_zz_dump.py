import json, os
from tests.security.matrix.test_matrix import *
from tests.security.matrix.test_matrix import outcome
import logging
only=os.environ.get("ONLY","")
def test_dump(world):
    logging.disable(logging.CRITICAL)
    out={}
    import re
    for row in rows():
        if only and not re.search(only,str(row)): continue
        got={}
        for a in ACTORS:
            try: got[a]=outcome(world,row,a)
            except Exception as e: got[a]="EXC "+repr(e)[:150]
        wrong={a:(row.cells[a],got[a]) for a in ACTORS if row.cells[a]!=got[a][:1]}
        if wrong: out[str(row)]=wrong
    inv={}
    for r,w in out.items():
        print(r)
        g={}
        for a,(x,y) in w.items(): g.setdefault((x,y),[]).append(a)
        for k,v in g.items(): print("    ",k[0],"->",k[1]," | ",",".join(v))
