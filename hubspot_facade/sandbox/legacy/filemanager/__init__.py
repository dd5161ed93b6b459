"""The file manager, versions 2 and 3: today's files and folders in an older shape."""
