"""Event types of an app and the events on records' timelines. Custom events are in `hubspot_facade.events`."""
