"""Splits claims into parts that never meet: for what is kept between runs, for processes, and for a cluster."""
