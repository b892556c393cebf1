"""The commands of the program, one file each: its options, and its answer."""
