"""dragoman reads news reports and keeps the diplomatic record."""
