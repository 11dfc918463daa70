"""市民画面: the public pages, of published editions only."""
