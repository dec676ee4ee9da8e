"""How good dragoman is: readers of public corpora, scorers, one table a stage."""
