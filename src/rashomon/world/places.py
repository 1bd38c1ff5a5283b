"""Where are the places? The gazetteer, from outside: open it, find a name in it, bring a list of one's own."""

from rashomon.world.gazetteer import Gazetteer, at_war, open_gazetteer
from rashomon.world.gazetteer_files import compile_gazetteer
from rashomon.world.importers import import_places
from rashomon.world.toponyms import Entry, default_radius, name_key, precision_of, sound_key, sounds_alike

__all__ = [
    "Entry",
    "Gazetteer",
    "at_war",
    "compile_gazetteer",
    "default_radius",
    "import_places",
    "name_key",
    "open_gazetteer",
    "precision_of",
    "sound_key",
    "sounds_alike",
]
