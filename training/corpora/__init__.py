"""One reader a corpus: files in, documents of labelled sentences out. No text is kept."""
