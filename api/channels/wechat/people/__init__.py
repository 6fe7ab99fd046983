"""Who is who: a person is found by a keyed hash of the openid, which itself is encrypted."""
