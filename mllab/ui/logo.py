"""The name of the app and its icon, drawn: dots that fall into groups."""

from pathlib import Path

LOGO = str(Path(__file__).with_name("logo.svg"))
ICON = str(Path(__file__).with_name("icon.svg"))
