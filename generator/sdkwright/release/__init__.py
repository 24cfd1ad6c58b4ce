"""From one version of an SDK to the next: which number it gets, what the changelog says, what to tag."""
