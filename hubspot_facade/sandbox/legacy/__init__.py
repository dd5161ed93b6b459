"""APIs of versions 1 and 2 that still answer, as other shapes of the same records; and those that were switched off."""
