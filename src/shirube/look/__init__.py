"""What desk and portal share: base templates, components, styles."""
