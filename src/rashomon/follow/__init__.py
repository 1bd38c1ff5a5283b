"""Following: feeds and folders are looked at again and again, what is new is read, and what changed is said."""
