"""Settings for visitors who are quicker than people: tests are."""

UNHURRIED = {f"rate_{what}": "1000/second" for what in ("writes", "reads", "openings", "sign_ins", "desk")}
