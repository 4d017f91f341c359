"""What the workspace's tables are on disk; `mllab.data.store` is the way to them.

`places` (the folders), `facts` (table.json), `arriving` (a file on its way in), `prepared` (the recipe), `inbox` (files on the server).
"""
