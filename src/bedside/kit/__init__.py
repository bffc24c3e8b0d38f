"""Tools that know no medicine."""
