"""Wire families: which reports print one origin and so count as one voice.

The way: a report's text becomes words and sentences (``words``), then a sketch (``sketch``); sketches that share
anchors are candidates (``candidates``); each pair is aligned sentence by sentence (``overlap``) and judged
(``links``); reports that merge two stories are found (``mergers``), and the links make families (``families``),
each with its reason (``reasons``). ``index`` keeps sketches from one batch to the next.
"""
