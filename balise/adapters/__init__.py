"""Everything outside, behind the ports: one folder per kind of thing, none importing another."""
