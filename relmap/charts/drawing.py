"""Pictures of charts on a matplotlib Figure: no pyplot, no backend, no letter but through the figure's own renderer."""
