"""Made-up documents: an invented agency, invented sentences, chosen figures, in the layouts of real files."""
