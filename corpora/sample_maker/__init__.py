"""Parts of the maker of the sample corpus: the invented world, its wording, its tables, its faults, its files."""
