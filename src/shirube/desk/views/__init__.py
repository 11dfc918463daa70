"""Views: fetch or refuse, check the form, call one verb, go on."""
