"""What is not a word as an embedding: rows of a table, its texts, its categories, products that are bought together.

>>> words = of_rows(table, label="name")                 # every row a point, as any algorithm sees it (mllab.data.matrix)
>>> words = of_texts(table, "review")                    # every text by what it says (extra `text`)
>>> words = of_baskets(table, "receipt", "product")      # every product by what it is bought with
>>> words = of_categories(table, "region", "churned")    # every category by how it bears on another column
"""

from mllab.embed.entities.baskets import of_baskets
from mllab.embed.entities.categories import of_categories
from mllab.embed.entities.rows import of_rows
from mllab.embed.entities.texts import of_texts

__all__ = ["of_baskets", "of_categories", "of_rows", "of_texts"]
