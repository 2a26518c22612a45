"""Charts: what a case holds over time and across ties, as plain data and as pictures by matplotlib, without Qt.

matplotlib keeps a list of the fonts it finds, and looks for settings of its own. Both are told, before it is loaded, to
stay in relmap's folder: nobody's `matplotlibrc` changes how a chart looks, and nothing is written anywhere else.
"""

from __future__ import annotations

import logging
import os

from relmap.settings import home

os.environ["MPLCONFIGDIR"] = str(home() / "matplotlib")
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)  # charts are lettered by Qt, not by its fonts
