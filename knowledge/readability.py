"""How heavy a Swedish text is to read: LIX, Björnsson's measure of the length of sentences and the share of long words.

Below 30 is very easy, 30 to 40 easy, 40 to 50 of medium difficulty, above 60 very hard.
"""

import re
from collections.abc import Iterable

LONG = 6
WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W_]+(?:[-’'][^\W_]+)*")
# A point within an abbreviation or a number, or before a small letter, ends no sentence.
END = re.compile(r"[.!?…]+[”\"’)\]]*(?=\s+[^\sa-zåäö]|\s*$)")
SHORT = re.compile(r"\b(?:t\.ex|bl\.a|d\.v\.s|dvs|m\.m|m\.fl|o\.s\.v|kl|ca|s\.k|kap|nr|tel|jfr|resp)\.", re.IGNORECASE)


def lix(paragraphs: Iterable[str]) -> float:
    """LIX of a text given as its paragraphs, list items and headings: each of them ends a sentence. 0 for no words."""
    words = long = sentences = 0
    for paragraph in paragraphs:
        text = SHORT.sub(lambda found: found[0].replace(".", ""), paragraph)
        for sentence in END.split(text):
            found = WORD.findall(sentence)
            words += len(found)
            long += sum(len(word) > LONG for word in found)
            sentences += bool(found)
    return words / sentences + 100 * long / words if words else 0.0
