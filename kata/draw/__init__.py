"""The page that reads a digit while it is drawn, served by `kata draw`, and a part of the site with a pass of its own.

    page (28, 28) --POST--> server --a line of JSON--> child: the target's stages 02-04 --> maps, pooled, probabilities

May import: network, learner and what they may.
"""
