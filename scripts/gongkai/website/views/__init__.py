"""What stands on each kind of page: a site → one context a page. Views compute; templates only lay out."""
