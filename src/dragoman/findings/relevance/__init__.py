"""Whether an article is worth reading in full, told from its headline and its lead alone.

A linear model over the parties that the tables know there, the words of the frames that tell
events, and other words. It takes a third of a millisecond and loads no language model.
`training/relevance.py` fits it to what a full reading of articles finds.
"""
