"""What is measured, against what, and how to run it again: `speed` on anyone's files, `quality` on the examples."""
