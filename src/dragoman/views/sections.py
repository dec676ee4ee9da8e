"""How the help lists the commands: by what one wants, not by the alphabet."""

from __future__ import annotations

import click

SECTIONS = {
    "Read and keep": ("read", "ingest", "watch", "import"),
    "Ask": ("search", "show", "timeline", "dyad", "panel", "disputes", "stories", "whatif",
            "network", "risk", "study"),
    "Use elsewhere": ("serve", "export", "alerts"),
    "Look after": ("review", "doctor", "backup", "evaluate"),
}  # fmt: skip
"""The commands as the help lists them: in the order in which one needs them."""


class Sections(click.Group):
    """A group whose help lists its commands by section, each with its whole first sentence."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the sections."""
        width = max(map(len, self.commands))
        for title, names in SECTIONS.items():
            with formatter.section(title):
                rows = [(name, self.commands[name].get_short_help_str(limit=200)) for name in names]
                formatter.write_dl([(name.ljust(width), told) for name, told in rows])
